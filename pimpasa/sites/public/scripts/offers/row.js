// A row of plain words with one space between them, and where each stood in the message. `text` begins and ends with a
// space; `wordAt` has the number of the word for each place in it.

const BREAKS = [".", ";"];

export class Row {
  constructor() {
    this.words = [];
    this.spans = [];
  }

  get last() {
    return this.words[this.words.length - 1];
  }

  add(word, span, shorts) {
    if (BREAKS.includes(word) && (this.last === undefined || BREAKS.includes(this.last))) {
      if (word === "." && this.last) this.words[this.words.length - 1] = word;
    } else if (word !== "." || !shorts.has(this.last)) {
      this.words.push(word);
      this.spans.push(span);
    }
  }

  finish() {
    this.text = ` ${this.words.join(" ")} `;
    this.wordAt = this.words.flatMap((word, number) => Array.from({ length: word.length + 1 }, () => number));
    return this;
  }
}
