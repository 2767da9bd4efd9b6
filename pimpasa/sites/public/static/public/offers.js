// The check of a job offer on the phone itself, for when there is no network: the same rules as on the server, as data
// in the page (education/offers/browser.py). What is typed leaves the phone only when somebody sends it.

const LEET = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t" };
const NUMBER = /^[0-9]+(?:[.,][0-9]+)*$/;
const MARKS = '.!?;,:()\n|•$€£¥"';

function plain(letter) {
  const code = letter.codePointAt(0);
  if (code < 128) return code > 31 && code < 127 ? letter.toLowerCase() : code === 9 ? " " : "\n";
  if (code >= 0x1f1e6 && code <= 0x1f1ff) return String.fromCharCode(code - 0x1f1e6 + 97);
  const simple = letter.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  if (/^[\0-\x7f]*$/.test(simple) && (simple || /\p{M}/u.test(letter))) return simple;
  if (/\p{Cf}/u.test(letter)) return "";
  return "€£¥".includes(letter) ? letter : ";";
}

function pieces(letters) {
  let text = "";
  const places = [];
  letters.forEach((letter, place) => {
    for (const one of plain(letter)) {
      text += one;
      places.push(place);
    }
  });
  return [...text.matchAll(/[a-z0-9]+(?:[.,][0-9]+)*|[$€£¥]|[^a-z0-9 ]| +/g)]
    .map((found) => [found[0], places[found.index], places[found.index + found[0].length - 1] + 1]);
}

const single = (text) => text.length === 1 && /[a-z0-9]/.test(text);

function joined(given) {
  const kept = [];
  let run = [];
  const end = () => {
    const text = run.map((piece) => piece[0]).join("");
    if (run.length < 4 || /^[0-9]+$/.test(text)) kept.push(...run);
    else kept.push([text, run[0][1], run[run.length - 1][2]]);
    run = [];
  };
  for (const piece of given) {
    const text = piece[0];
    if (text === " " && run.length) continue;
    if (single(text) && (!run.length || piece[1] - run[run.length - 1][2] === 1)) {
      run.push(piece);
      continue;
    }
    end();
    if (single(text)) run = [piece];
    else if (text.trim() || text.includes("\n")) kept.push(piece);
  }
  end();
  return kept;
}

export class Checker {
  constructor(rules) {
    this.rules = rules;
    this.words = new Map();
    for (const [word, shorts] of Object.entries(rules.words)) {
      for (const short of shorts.split(" ")) this.words.set(short, word);
    }
    this.compiled = new Map();
    for (const name of ["withDigits", "units", "short"]) this[name] = new Set(rules[name]);
  }

  known(word) {
    const once = word.replace(/(.)\1{2,}/g, "$1");
    if (this.words.has(once)) return this.words.get(once);
    const stem = once.replace(/(?<=[a-z]{4})(?:mu|ku)$|(?<=[a-z]{3})nya$/, "");
    return this.words.get(stem) ?? stem;
  }

  number(digits) {
    const groups = digits.split(/[.,]/);
    let text = digits;
    if (groups.length > 1 && groups.slice(1).every((group) => group.length === 3)) text = groups.join("");
    if (/^[1-9][0-9]{6,9}$/.test(text)) return [String(Math.floor(Number(text) / 1e6)), "juta"];
    return [text.replaceAll(".", ",")];
  }

  wordsOf(piece) {
    if (!/^[a-z0-9]/.test(piece)) {
      if (!MARKS.includes(piece)) return [];
      return ["€£¥".includes(piece) ? piece : piece === "$" ? "dolar" : ".!?".includes(piece) ? "." : ";"];
    }
    if (piece.length > this.rules.longestWord) return [];
    if (NUMBER.test(piece)) return this.number(piece);
    if (this.withDigits.has(piece) || /^[a-z]+$/.test(piece)) return [this.known(piece)];
    let found = piece.match(/^([0-9]+(?:[.,][0-9]+)*)([a-z]+)$/);
    if (found && this.units.has(found[2])) return [...this.number(found[1]), this.known(found[2])];
    found = piece.match(/^([a-z]+)([0-9]+(?:[.,][0-9]+)*)$/);
    if (found) return found[2] === "2" ? [this.known(found[1])] : [this.known(found[1]), ...this.number(found[2])];
    return [this.known(piece.replace(/[013457]/g, (digit) => LEET[digit]))];
  }

  read(letters) {
    const words = [];
    const spans = [];
    for (const [piece, start, stop] of joined(pieces(letters))) {
      for (const word of this.wordsOf(piece)) {
        const last = words[words.length - 1];
        if ((word === "." || word === ";") && (last === undefined || last === "." || last === ";")) {
          if (last && word === ".") words[words.length - 1] = ".";
        } else if (word !== "." || !this.short.has(last)) {
          words.push(word);
          spans.push([start, stop]);
        }
      }
    }
    const at = new Map();
    let place = 1;
    words.forEach((word, number) => {
      for (let i = 0; i <= word.length; i += 1) at.set(place + i, number);
      place += word.length + 1;
    });
    return { words, spans, at, row: ` ${words.join(" ")} ` };
  }

  slot(slot) {
    if (slot[0] === "#") return `(?:${slot.slice(1, -1)})`;
    if (slot[0] === ">") return `(?:${this.rules.least[slot.slice(1)]})(?:,[0-9]+)?`;
    const words = slot.replace(/\{([A-Z_]+)\}/g, (_, name) => this.rules.lists[name]).split("|");
    return `(?:${words.map((word) => word.replace(/[.+?^$()[\]\\-]/g, "\\$&").replaceAll("*", "[^ .;]*")).join("|")})`;
  }

  expression(pattern) {
    if (!this.compiled.has(pattern)) {
      let source = "";
      let gap = 0;
      let soft = "(?: ;)?";
      for (const slot of pattern.split(" ").filter(Boolean)) {
        if (slot[0] === "~") {
          gap = parseInt(slot.slice(1), 10);
          soft = slot.endsWith("!") ? "" : "(?: ;)?";
        } else {
          const between = gap ? `(?:${soft} [^ .;]+){0,${gap}}?${soft}` : soft;
          source += `${source ? between : ""} ${this.slot(slot)}`;
          gap = 0;
          soft = "(?: ;)?";
        }
      }
      this.compiled.set(pattern, new RegExp(`${source}(?= )`, "g"));
    }
    return this.compiled.get(pattern);
  }

  anyOf(patterns = [], row) {
    return patterns.some((pattern) => row.search(this.expression(pattern)) >= 0);
  }

  places(sign, reading) {
    if (this.anyOf(sign.lacks, reading.row)) return [];
    if (!(sign.together ?? []).every((block) => this.anyOf(block, reading.row))) return [];
    const found = new Map();
    for (const pattern of sign.says) {
      for (const match of reading.row.matchAll(this.expression(pattern))) {
        const first = reading.at.get(match.index + 1);
        const last = reading.at.get(match.index + match[0].length - 1);
        found.set(`${first} ${last}`, [first, last]);
      }
    }
    const sorted = [...found.values()].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
    return sorted.filter(([first, last]) => !this.isDenied(sign, first, last, reading.words));
  }

  isDenied(sign, first, last, words) {
    const row = (from, to) => ` ${words.slice(from, to + 1).join(" ")} `;
    const back = (most, breaks) => {
      let word = first;
      while (word > Math.max(0, first - most) && !breaks.includes(words[word - 1])) word -= 1;
      return word;
    };
    const on = (most, breaks) => {
      let word = last;
      while (word < Math.min(words.length - 1, last + most) && !breaks.includes(words[word + 1])) word += 1;
      return word;
    };
    const near = [".", ";"];
    const from = back(sign.reach, near);
    if (this.anyOf(sign.denied, row(from, on(this.rules.after, near)))) return true;
    if (sign.undeniable) return false;
    const sentence = row(back(40, ["."]), on(40, ["."]));
    return this.anyOf(this.rules.negation, row(from, last)) || this.anyOf(this.rules.caution, sentence);
  }

  found(signs, reading, letters) {
    return signs.flatMap((sign) => {
      const places = this.places(sign, reading);
      const quotes = places.map(([first, last]) =>
        letters.slice(reading.spans[first][0], reading.spans[last][1]).join("").split(/\s+/).filter(Boolean).join(" "));
      return places.length ? [{ sign, quotes: [...new Set(quotes)].slice(0, this.rules.quotes) }] : [];
    });
  }

  check(message) {
    const letters = Array.from(message.replaceAll("\r\n", "\n")).slice(0, this.rules.longest);
    const reading = this.read(letters);
    const promises = this.found(this.rules.promises, reading, letters);
    return judged(this.found(this.rules.warnings, reading, letters), promises, this.rules);
  }
}

function judged(warnings, promises, { strong, enough }) {
  const sum = warnings.reduce((all, { sign }) => all + sign.weight, 0);
  const stop = sum >= enough || warnings.some(({ sign }) => sign.weight === strong);
  warnings.sort((one, other) => other.sign.weight - one.sign.weight);
  return { level: stop ? "stop" : warnings.length ? "ask" : "none", warnings, promises };
}

// What answers show: `given` has an answer by each question's sign.
export function checkAnswers(rules, given) {
  const shown = rules.questions.filter(({ sign, when }) => given[sign.key] === when);
  return judged(shown.map(({ sign }) => ({ sign, quotes: [] })), [], rules);
}

function element(name, text, ...classes) {
  const made = document.createElement(name);
  made.textContent = text;
  made.classList.add(...classes);
  return made;
}

function row({ sign, quotes }, said, strong) {
  const made = element("li", "", "app-row", ...(sign.weight === strong ? ["app-row--urgent"] : []));
  made.append(
    element("p", sign.text, "govuk-body", "govuk-!-font-weight-bold", "govuk-!-margin-bottom-1"),
    ...(quotes.length
      ? [element("p", `${said} “${quotes.join("”, “")}”`, "govuk-body", "govuk-!-margin-bottom-1", "app-said")] : []),
    element("p", sign.why, "govuk-body-s", "govuk-!-margin-bottom-0"),
  );
  return made;
}

function show(section, words, checked, strong) {
  const card = element("div", "", "app-card", ...(checked.level === "stop" ? ["app-card--danger"] : []));
  card.append(
    element("h2", words[`${checked.level}Title`], "govuk-heading-m"),
    element("p", words[`${checked.level}Text`], "govuk-body"),
    element("p", words.here, "govuk-body-s"),
  );
  section.replaceChildren(card);
  for (const [title, found] of [[words.signs, checked.warnings], [words.good, checked.promises]]) {
    if (found.length) {
      const list = element("ul", "", "app-list-plain");
      list.append(...found.map((one) => row(one, words.said, strong)));
      section.append(element("h3", title, "govuk-heading-s"), list);
    }
  }
  section.hidden = false;
  section.focus();
}

function begin() {
  const rules = JSON.parse(document.getElementById("rules").textContent);
  const words = document.getElementById("words").dataset;
  const section = document.getElementById("here");
  const text = document.getElementById("id_text");
  const button = document.getElementById("check-here");
  const form = button.form;
  let checker;
  const here = () => {
    if (rules.questions) {
      show(section, words, checkAnswers(rules, Object.fromEntries(new FormData(form))), rules.strong);
    } else if (text.value.trim()) {
      checker ??= new Checker(rules);
      show(section, words, checker.check(text.value), rules.strong);
    } else {
      section.replaceChildren(element("p", words.empty, "govuk-error-message"));
      section.hidden = false;
    }
  };
  button.hidden = false;
  button.addEventListener("click", here);
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      here();
    }
  });
}

if (typeof document !== "undefined") begin();
