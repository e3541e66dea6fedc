// The page, quicker: asks over the API, opens articles beside the answer. Every text that is
// shown is set as text, never as markup. Offsets are code points, so a document's text is held
// as an array of them (JavaScript counts UTF-16 units).
"use strict";

const $ = (id) => document.getElementById(id);
const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);
const list = (root, name) => root.querySelector(`[data-list="${name}"]`);
const clone = (id) => $(id).content.cloneNode(true);

const WAIT_SHOWN_AFTER = 300; // milliseconds
const GIVEN_UP_AFTER = 30000;
const NOT_STATED = "not stated by the source";
const narrow = matchMedia("(max-width: 61.99em)");

/** Shows `text` in the slot, or hides it when there is none. */
function fill(root, name, text) {
  const node = slot(root, name);
  if (!node) return;
  node.textContent = text ?? "";
  node.hidden = !text;
}

/** Shows or hides the part of the page that is called `name`. */
function show(root, name, shown) {
  const node = slot(root, name);
  if (node) node.hidden = !shown;
}

/** A fact that the source does not state says so. */
function fact(root, name, value) {
  const node = slot(root, name);
  node.textContent = value || NOT_STATED;
  node.classList.toggle("absent", !value);
}

const canCopy = Boolean(navigator.clipboard);

/* Documents */

const documents = new Map();

/** The document, its text also as an array of code points; fetched once for each version. */
async function documentOf(id, sha256) {
  const known = documents.get(id);
  if (known && (!sha256 || known.sha256 === sha256)) return known;
  const response = await fetch(`/v1/documents/${encodeURIComponent(id)}`, { signal: AbortSignal.timeout(GIVEN_UP_AFTER) });
  if (!response.ok) throw new Error(String(response.status));
  const found = await response.json();
  found.points = Array.from(found.text);
  documents.set(id, found);
  return found;
}

/** The spans of a document's headings and paragraphs: runs of lines that are not blank. */
function blocksOf({ points, sections }) {
  const headings = new Set(sections.filter((section) => section.heading).map((section) => section.start));
  const blocks = [];
  let open = null;
  let position = 0;
  for (const line of points.join("").split("\n")) {
    const end = position + Array.from(line).length;
    if (headings.has(position)) {
      blocks.push({ start: position, end, heading: true });
      open = null;
    } else if (!line.trim()) open = null;
    else if (open) open.end = end;
    else blocks.push((open = { start: position, end, heading: false }));
    position = end + 1;
  }
  return blocks;
}

/** The block's element, with the characters from `start` to `end` marked. */
function blockElement(points, block, level, start, end) {
  const element = document.createElement(block.heading ? `h${level}` : "p");
  element.dataset.start = block.start;
  const from = Math.min(Math.max(start, block.start), block.end);
  const to = Math.max(Math.min(end, block.end), from);
  const text = (low, high) => points.slice(low, high).join("");
  element.append(text(block.start, from));
  if (from < to) {
    const mark = document.createElement("mark");
    mark.tabIndex = -1;
    mark.textContent = text(from, to);
    element.append(mark);
  }
  element.append(text(to, block.end));
  return element;
}

function addNotes(root, notes) {
  for (const note of notes) {
    const item = clone("note-item");
    fill(item, "note", note.note);
    fill(item, "by", note.author);
    list(root, "notes").append(item);
  }
}

function addWords(root, glossary) {
  for (const entry of glossary) {
    const item = clone("word-item");
    fill(item, "word", entry.term);
    fill(item, "meaning", entry.text);
    list(root, "glossary").append(item);
  }
}

function articleElement(found, start, end) {
  const root = clone("article-item");
  fill(root, "title", found.title);
  const blocks = list(root, "blocks");
  const level = Number(blocks.dataset.level);
  blocks.append(...blocksOf(found).map((block) => blockElement(found.points, block, level, start, end)));
  const from = found.provenance ?? found;
  for (const name of ["author", "author_credentials", "published", "reviewed", "source", "licence"]) fact(root, name, from[name]);
  addNotes(root, found.notes ?? []);
  show(root, "article_notes", found.notes?.length);
  addWords(root, found.glossary ?? []);
  show(root, "article_glossary", found.glossary?.length);
  return root;
}

/* The article beside the answer; its address is #document:start-end */

let opener = null;

function placeInAddress() {
  const found = /^#(.+):(\d{1,9})-(\d{1,9})$/.exec(location.hash);
  if (!found) return null;
  try {
    return { id: decodeURIComponent(found[1]), start: Number(found[2]), end: Number(found[3]) };
  } catch {
    return null; // The address is damaged: no place is named.
  }
}

const address = (id, start, end) => `#${encodeURIComponent(id)}:${start}-${end}`;

async function openPlace() {
  const place = placeInAddress();
  if (!place && location.hash) return; // A place on this page itself, such as its main part.
  if (!place) return closeArticle();
  const { id, start, end } = place;
  let shown;
  try {
    shown = articleElement(await documentOf(id), start, end);
  } catch (error) {
    shown = document.createElement("p");
    shown.textContent = error.message === "404"
      ? "This article is not here any more."
      : "We could not load the article. Check your connection, then try again.";
  }
  const stood = opener?.getBoundingClientRect().top;
  $("article").replaceChildren(shown);
  $("reading").hidden = false;
  $("beside").classList.add("open");
  $("copy-place").hidden = !canCopy;
  const mark = $("article").querySelector("mark");
  (mark ?? $("article-title") ?? $("reading")).focus({ preventScroll: true });
  if (narrow.matches) {
    if (mark) mark.scrollIntoView({ block: "center" });
    else scrollTo(0, 0);
  } else {
    bringToMiddle($("reading"), mark);
    // The answer became narrower and its lines moved: keep the pressed quote where it was.
    if (opener) scrollBy({ top: opener.getBoundingClientRect().top - stood, behavior: "instant" });
  }
  for (const quote of document.querySelectorAll(".quote")) {
    quote.classList.toggle("current", quote.dataset.quote === `${id}:${start}-${end}`);
  }
}

/** Scrolls `frame`, and nothing around it, to the mark; to its top when there is none. */
function bringToMiddle(frame, mark) {
  const top = mark ? mark.getBoundingClientRect().top - frame.getBoundingClientRect().top : 0;
  frame.scrollTop = mark ? frame.scrollTop + top - frame.clientHeight / 3 : 0;
}

function closeArticle() {
  if ($("reading").hidden) return;
  $("reading").hidden = true;
  $("beside").classList.remove("open");
  $("article").replaceChildren();
  document.querySelector(".quote.current")?.classList.remove("current");
  const back = opener?.isConnected ? opener : $("question");
  back.focus({ preventScroll: true });
  back.scrollIntoView({ block: "nearest" });
  opener = null;
}

/** Opens a place as a new step of the history, so that Back closes the article. */
function goTo(id, start, end, from) {
  opener = from;
  if (history.state?.opened) history.replaceState({ opened: true }, "", address(id, start, end));
  else history.pushState({ opened: true }, "", address(id, start, end));
  openPlace();
}

function leave() {
  if (history.state?.opened) return history.back();
  history.replaceState(null, "", location.pathname);
  closeArticle();
}

async function copy(text, button) {
  let said = "Link copied";
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    said = "The link could not be copied";
  }
  tell(said);
  button.firstChild.textContent = said;
  setTimeout(() => (button.firstChild.textContent = "Copy link"), 2500);
}

/** Says `text` to screen readers. */
function tell(text) {
  $("told").textContent = text;
}

/* The reply */

/** Where the quote stands, in words; with one article, its name need not be said. */
function placeOf({ section, title }) {
  if (!section) return title;
  return "one" in $("beside").dataset ? section : `${section} · ${title}`;
}

function quoteElement(quote) {
  const root = clone("quote-item");
  const item = root.firstElementChild;
  const { document: id, start, end } = quote;
  item.dataset.quote = `${id}:${start}-${end}`;
  const link = item.querySelector("a");
  link.href = `/documents/${encodeURIComponent(id)}?quote=${start}-${end}#quote`;
  fill(item, "text", quote.text);
  fill(item, "place", placeOf(quote));
  return root;
}

function sourceElement(source) {
  const root = clone("source-item");
  const title = slot(root, "title");
  title.textContent = source.title;
  title.href = `/documents/${encodeURIComponent(source.document)}`;
  title.dataset.document = source.document;
  for (const name of ["author", "author_credentials", "published", "reviewed"]) fact(root, name, source[name]);
  return root;
}

/** Whether the form stands in the text with no letter right before or after it. */
function standsIn(form, text) {
  const exact = form.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${exact}(?![\\p{L}\\p{N}_])`, "iu").test(text);
}

/** The terms that stand in one of the texts, unless a text explains them itself. */
function termsIn(texts, glossary) {
  return glossary.filter(({ term, variants, text }) =>
    !texts.some((shown) => shown.includes(text)) &&
    [term, ...variants].some((form) => texts.some((shown) => standsIn(form, shown))));
}

/** A number such as 112 can be called with one press. */
function linkNumbers(node) {
  const parts = node.textContent.split(/(?<!\d)(\d{2,3}(?: \d{3})?)(?!\d)/);
  node.replaceChildren(...parts.map((part, place) => {
    if (place % 2 === 0) return part;
    const link = document.createElement("a");
    link.href = `tel:${part.replace(" ", "")}`;
    link.textContent = part;
    return link;
  }));
}

/** Each kind of reply has a look of its own; someone in despair is met with calm. */
function kindOf({ outcome, reason, notice }) {
  if (outcome === "answered") return outcome;
  return reason === "emergency" && notice?.rule === "self-harm" ? "self_harm" : reason;
}

function replyElement(reply) {
  const kind = kindOf(reply);
  const root = clone(`reply-${kind}`);
  const quotes = reply.outcome === "answered" ? reply.quotes : reply.related;
  fill(root, "question", reply.question);
  fill(root, "answer", reply.answer);
  fill(root, "disclaimer", reply.disclaimer);
  fill(root, "notice_text", reply.notice?.text);
  show(root, "notice", reply.notice);
  show(root, "truncated", reply.truncated);
  if (reply.reason === "emergency") linkNumbers(slot(root, "answer"));
  const unsaid = reply.unanswered.filter((part) => !reply.answer.includes(part));
  show(root, "unanswered", unsaid.length);
  for (const part of unsaid) {
    const item = document.createElement("li");
    item.textContent = part;
    list(root, "unanswered").append(item);
  }
  list(root, "quotes")?.append(...quotes.map(quoteElement));
  list(root, "sources")?.append(...reply.sources.map(sourceElement));
  const feedback = root.querySelector(".feedback");
  if (feedback) {
    feedback.elements.index.value = reply.index;
    if (feedback.elements.question) feedback.elements.question.value = reply.question;
  }
  return root;
}

/** Adds the editor's notes and the glossary's words; the reply stands without them. */
async function enrich(reply, article) {
  const quotes = [...reply.quotes, ...reply.related];
  const glossary = new Map();
  for (const source of reply.sources) {
    const found = await documentOf(source.document, source.sha256);
    const here = quotes.filter((quote) => quote.document === source.document);
    for (const quote of here) {
      const item = article.querySelector(`.quote[data-quote="${CSS.escape(`${quote.document}:${quote.start}-${quote.end}`)}"]`);
      addNotes(item, (found.notes ?? []).filter((note) => note.start < quote.end && quote.start < note.end));
    }
    for (const term of found.glossary ?? []) glossary.set(term.term, term);
  }
  const words = termsIn(quotes.map((quote) => quote.text), [...glossary.values()]);
  if (!words.length) return;
  addWords(article, words);
  show(article, "glossary", true);
}

function showReply(reply) {
  const urgent = reply.reason === "emergency";
  const home = $("reply");
  home.replaceChildren(replyElement(reply));
  if (urgent) $("answering").prepend(home);
  else document.querySelector(".ask").after(home);
  document.body.classList.toggle("urgent", urgent);
  wire(home);
  const heading = $("reply-heading");
  heading.focus({ preventScroll: true });
  if (urgent) scrollTo(0, 0);
  else home.scrollIntoView({ block: "start" });
  enrich(reply, home).catch(() => {}); // Notes and words are extras: the answer is whole without.
}

/* Asking */

let busy = false;

/** What went wrong, in plain words; `response` is null when the network gave none. */
async function problemOf(response) {
  if (!response) return "We could not reach the service. Your question is still in the box. Check your connection, then try again.";
  const problem = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get("Retry-After"));
  if (response.status === 429) return `Too many questions came at once. Please wait ${seconds ? `${seconds} seconds` : "a little"}, then try again.`;
  if (response.status === 503) return "The service is busy or just starting. Please wait a moment, then try again.";
  if (response.status === 401) return "This service only answers programs that hold a key.";
  if (response.status < 500 && problem.detail) return problem.detail;
  return "Something went wrong on our side. Your question is still in the box. Please try again.";
}

/** Says what went wrong, with the button to try again only where the same question may work. */
function showProblem(text, again = true) {
  const problem = $("problem");
  fill(problem, "problem", text);
  problem.hidden = !text;
  $("again").hidden = !text || !again;
}

/** Whether the question itself cannot be answered, so that asking it again is of no use. */
const isRefused = (response) => response?.status === 422 || response?.status === 413;

async function ask(question) {
  const empty = !question.trim();
  if (empty) showProblem("The box is empty. Write your question in plain words.", false);
  if (busy || empty) return $("question").focus();
  busy = true;
  showProblem("");
  tell("");
  document.body.classList.remove("urgent");
  if (placeInAddress()) leave();
  const button = document.querySelector(".main-button");
  button.setAttribute("aria-disabled", "true");
  const wait = setTimeout(() => {
    $("wait").textContent = "Looking for an answer…";
    $("reply").classList.add("old");
  }, WAIT_SHOWN_AFTER);
  let response = null;
  try {
    response = await fetch("/v1/ask", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ question }),
      signal: AbortSignal.timeout(GIVEN_UP_AFTER),
    });
    if (response.ok) showReply(await response.json());
    else showProblem(await problemOf(response), !isRefused(response));
  } catch {
    showProblem(await problemOf(response?.ok ? null : response));
  } finally {
    clearTimeout(wait);
    $("wait").textContent = "";
    $("reply").classList.remove("old");
    button.removeAttribute("aria-disabled");
    busy = false;
  }
}

/** Feedback goes out only on a press of a button; the question only when the box is ticked. */
async function sendFeedback(form, button) {
  const fields = new URLSearchParams(new FormData(form, button));
  const thanks = slot(form, "thanks");
  const right = fields.get("verdict") === "yes";
  try {
    const response = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" } });
    if (!response.ok) throw new Error(String(response.status));
    thanks.textContent = right ? "Thank you." : "Thank you. It may help to ask in other words, or to read the article.";
    form.querySelector("fieldset").disabled = true;
  } catch {
    thanks.textContent = "We could not send that. You can try again.";
  }
}

/* What is pressed */

function wire(root) {
  for (const button of root.querySelectorAll("button.copy")) button.hidden = !canCopy;
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  event.preventDefault();
  if (form.matches(".feedback")) return sendFeedback(form, event.submitter);
  if (event.submitter?.matches(".example")) $("question").value = event.submitter.value;
  ask($("question").value);
});

document.addEventListener("click", (event) => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  const button = event.target.closest("button");
  const link = event.target.closest("a");
  const quote = event.target.closest(".quote")?.dataset.quote;
  if (button?.id === "close") leave();
  else if (button?.id === "again") ask($("question").value);
  else if (button?.id === "copy-place") copy(location.href, button);
  else if (button?.matches(".copy")) copy(new URL(`/#${quote}`, location.href).href, button);
  else if (link?.matches(".quote-link")) {
    event.preventDefault();
    const [, id, start, end] = /^(.+):(\d+)-(\d+)$/.exec(quote);
    goTo(id, Number(start), Number(end), link);
  } else if (link?.dataset.document) {
    event.preventDefault();
    goTo(link.dataset.document, 0, 0, link);
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !$("reading").hidden) leave();
  if (event.key === "Enter" && event.target.id === "question" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit();
  }
});

addEventListener("popstate", openPlace);
wire(document);
if (location.hash) openPlace();
