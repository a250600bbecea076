// The interface kit's behaviour: only the components Concordat uses, started once for the page and again for every part
// of a page that htmx puts in.
import {
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "govuk-frontend";
import { DatePicker } from "@ministryofjustice/frontend/moj/components/date-picker/date-picker.mjs";

const components = [
  Button,
  CharacterCount,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  DatePicker,
];

function start(scope) {
  for (const component of components) {
    createAll(component, undefined, { scope, onError: () => {} });
  }
}

start(document);
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) {
    start(event.detail.elt);
  }
});
