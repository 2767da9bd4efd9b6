// Reads a page aloud with the phone's own voice, block after block, and shows where it is. A browser that has no voice
// for the page's language shows no button. Pausing stops and remembers the place: on Android a paused voice is gone.
const BLOCKS =
  "h1,h2,h3,h4,p,li,legend,label,dt,dd,th,td,summary,blockquote,.app-door,.app-message,.app-urgent__numbers a," +
  "[role=img][aria-label],img[alt]";
const NOT_READ = "[aria-hidden=true],[hidden],[data-unsaid],script,style";
// Voices that come over the network fall silent after fifteen seconds.
const MOST_LETTERS = 180;
// Java's old name for Indonesian lives on in Android.
const NAMES = { id: ["id", "in"], en: ["en"] };

export function voiceFor(language) {
  const names = NAMES[language] || [language];
  return speechSynthesis.getVoices().find(({ lang }) => names.includes(lang.slice(0, 2).toLowerCase()));
}

function isSeen(element) {
  return element.getClientRects().length > 0 && !element.closest(NOT_READ);
}

// Words of parts beside each other are no one word, and a mark behind a word belongs to it.
function wordsOf(element) {
  const named = element.getAttribute("aria-label") || element.getAttribute("alt");
  if (named) return named.trim();
  const words = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.parentElement.closest(NOT_READ)) {
      words.push(texts.currentNode.textContent);
    }
  }
  return words
    .join(" ")
    .replace(/\s+/gu, " ")
    .replace(/ (?=[.,;:?!”])/gu, "")
    .trim();
}

/** The outermost blocks of the main part in reading order, each with its words. */
function blocksOf(main) {
  const blocks = [];
  let last = null;
  for (const element of main.querySelectorAll(BLOCKS)) {
    if (!last?.contains(element) && isSeen(element)) {
      last = element;
      blocks.push({ element, words: wordsOf(element) });
    }
  }
  return blocks.filter(({ words }) => words !== "");
}

/** Pieces of at most MOST_LETTERS, cut after sentences, else between words. */
function piecesOf(words) {
  const pieces = [];
  let rest = words;
  while (rest.length > MOST_LETTERS) {
    const head = rest.slice(0, MOST_LETTERS);
    const sentence = Math.max(head.lastIndexOf(". "), head.lastIndexOf("? "), head.lastIndexOf("! "));
    const end = sentence > 0 ? sentence + 1 : Math.max(head.lastIndexOf(" "), 1);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest ? [...pieces, rest] : pieces;
}

export class Reader {
  constructor(button, stop) {
    this.button = button;
    this.stop = stop;
    this.queue = [];
    this.place = 0;
    this.isOn = false;
    button.addEventListener("click", () => (this.isOn ? this.pause() : this.read()));
    stop.addEventListener("click", () => this.end());
    addEventListener("pagehide", () => this.end());
  }

  read() {
    if (this.queue.length === 0) {
      this.queue = blocksOf(document.querySelector("main")).flatMap(({ element, words }) =>
        piecesOf(words).map((piece) => ({ element, piece })),
      );
    }
    this.isOn = true;
    this.tell();
    this.next();
  }

  next() {
    const now = this.queue[this.place];
    if (!now) {
      this.end();
      return;
    }
    this.mark(now.element);
    const utterance = new SpeechSynthesisUtterance(now.piece);
    utterance.voice = voiceFor(document.documentElement.lang);
    utterance.lang = utterance.voice.lang;
    utterance.rate = 0.95;
    utterance.onend = () => this.passed(utterance);
    utterance.onerror = () => this.passed(utterance);
    this.utterance = utterance;
    speechSynthesis.speak(utterance);
  }

  passed(utterance) {
    if (!this.isOn || utterance !== this.utterance) return;
    this.place += 1;
    this.next();
  }

  pause() {
    this.isOn = false;
    this.utterance = null;
    speechSynthesis.cancel();
    this.tell();
  }

  end() {
    this.pause();
    this.place = 0;
    this.queue = [];
    this.mark(null);
    this.tell();
  }

  mark(element) {
    if (this.marked === element) return;
    this.marked?.classList.remove("app-heard");
    this.marked = element;
    if (element) {
      element.classList.add("app-heard");
      element.scrollIntoView({ block: "center" });
    }
  }

  tell() {
    const { pause, resume, listen } = this.button.dataset;
    const isBegun = this.queue.length > 0;
    const atRest = isBegun ? resume : listen;
    this.button.querySelector("[data-word]").textContent = this.isOn ? pause : atRest;
    this.button.setAttribute("aria-pressed", String(this.isOn));
    this.stop.hidden = !isBegun;
  }
}
