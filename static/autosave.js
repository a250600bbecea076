// Saves an update while it is being written, and keeps a copy on the device until the server has it.
// The form works without this: it only saves the writer from pressing "Save draft".

const PAUSE = 10_000;
const KEPT_FOR = 7 * 24 * 60 * 60 * 1000;
const KEEPALIVE_LIMIT = 60_000;

const form = document.querySelector("form[data-autosave]");
if (form) start(form);

function start(form) {
  const status = form.querySelector("[data-autosave-status]");
  const shelf = shelfOf(`concordat:update:${form.dataset.writer}:${location.pathname}`);
  const words = () =>
    Object.fromEntries([...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "edition", "version", "action", "take_theirs"].includes(name)));
  const opened = same(words());
  let timer = 0;
  let running = null;
  let isDirty = false;
  let isStopped = false;
  let isLeaving = false;
  let sent = null;

  const say = (text, isProblem = false) => {
    if (status.textContent !== text) status.textContent = text;
    status.classList.toggle("concordat-save-bar__status--problem", isProblem);
  };

  const keep = (isSubmitting = false) =>
    shelf.put({ words: words(), edition: form.elements.edition.value, version: form.elements.version.value, isSubmitting });

  const adopt = (answer) => {
    form.elements.edition.value = answer.edition;
    form.elements.version.value = answer.version;
  };

  async function post() {
    const body = new FormData(form);
    body.delete("action");
    sent = words();
    const size = [...body.values()].reduce((sum, value) => sum + String(value).length * 3, 0);
    const response = await fetch(form.dataset.autosave, {
      method: "POST",
      body,
      headers: { "X-Requested-With": "fetch" },
      keepalive: size < KEEPALIVE_LIMIT,
    });
    return [response.status, await response.json()];
  }

  async function save() {
    clearTimeout(timer);
    if (running) return running;
    if (!isDirty || isStopped) return undefined;
    isDirty = false;
    const before = sent;
    running = attempt(before, 2).finally(() => {
      running = null;
      if (isDirty && !isLeaving) plan();
    });
    return running;
  }

  async function attempt(before, tries) {
    let code, answer;
    try {
      [code, answer] = await post();
    } catch {
      isDirty = true;
      say("Not saved: no connection. Your text is kept on this device.", true);
      return;
    }
    if (code === 200) {
      adopt(answer);
      if (!isDirty) shelf.clear();
      const problems = answer.problems.length ? `, except ${answer.problems.join(" ")}` : "";
      say(`Saved at ${answer.saved_at}${problems}`, answer.problems.length > 0);
      return;
    }
    if (code === 403 && answer.token && tries > 0) {
      form.elements.csrfmiddlewaretoken.value = answer.token;
      return attempt(before, tries - 1);
    }
    // The answer to my own last save may never have arrived: then what stands is what I sent.
    if (code === 409 && answer.values && before && tries > 0 && same(answer.values, Object.keys(before)) === same(before)) {
      adopt(answer);
      return attempt(before, tries - 1);
    }
    isDirty = true;
    isStopped = code === 409 || code === 422 || (code === 403 && !answer.token);
    const next = code === 409 ? " Press Save draft to see both texts." : " Your text is kept on this device.";
    say(`Not saved: ${answer.message}${next}`, true);
  }

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  }

  form.addEventListener("input", () => {
    isDirty = true;
    keep();
    plan();
  });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isLeaving) save();
    else if (isDirty) plan();
  });
  addEventListener("online", () => isDirty && save());

  form.addEventListener("submit", (event) => {
    if (running) {
      const button = event.submitter;
      event.preventDefault();
      running.then(() => form.requestSubmit(button));
      return;
    }
    clearTimeout(timer);
    isLeaving = true;
    if (event.submitter?.value !== "preview") keep(true);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) isLeaving = false;
  });

  offerKept();

  // Offers the copy on this device when the server does not have it.
  function offerKept() {
    const kept = shelf.take();
    if (!kept) return;
    const arrived = kept.isSubmitting && (kept.edition !== form.elements.edition.value || kept.version !== form.elements.version.value);
    if (arrived || same(kept.words) === opened) {
      shelf.clear();
      return;
    }
    const box = document.querySelector("[data-restore]");
    box.querySelector("[data-restore-when]").textContent = new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" });
    box.hidden = false;
    box.querySelector("[data-restore-take]").addEventListener("click", () => {
      fill(form, kept.words);
      box.hidden = true;
      isDirty = true;
      plan();
      form.querySelector("textarea").focus();
    });
    box.querySelector("[data-restore-drop]").addEventListener("click", () => {
      shelf.clear();
      box.hidden = true;
    });
  }
}

function fill(form, words) {
  for (const [name, value] of Object.entries(words)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

// One text for a set of fields, whatever the line ends and the order.
function same(words, names = Object.keys(words)) {
  return JSON.stringify([...names].sort().map((name) => [name, String(words[name] ?? "").replace(/\r\n?/g, "\n").trim()]));
}

// The copy on this device. A browser that forbids storage simply keeps none.
function shelfOf(key) {
  const quietly = (act) => {
    try {
      return act();
    } catch {
      return null;
    }
  };
  return {
    put: (copy) => quietly(() => localStorage.setItem(key, JSON.stringify({ ...copy, at: Date.now() }))),
    clear: () => quietly(() => localStorage.removeItem(key)),
    take: () =>
      quietly(() => {
        const copy = JSON.parse(localStorage.getItem(key));
        if (copy && Date.now() - copy.at < KEPT_FOR) return copy;
        localStorage.removeItem(key);
        return null;
      }),
  };
}
