// A message as pieces: words, numbers, marks and spaces in their simplest form, each with where it stood.
// A piece is [text, start, stop]; places count the message's letters.

const PIECE = /[a-z0-9]+(?:[.,][0-9]+)*|[$€£¥]|[^a-z0-9 ]| +/gu;
const SINGLE = /^[a-z0-9]$/u;
const DIGITS = /^[0-9]+$/u;
const MARK_ABOVE = /\p{M}/u;
const MARKS_ABOVE = /\p{M}/gu;
const UNSEEN = /\p{Cf}/u;
const ASCII = /^[\0-\x7f]*$/u;
const FLAG_A = "\u{1f1e6}".codePointAt(0);
const FLAG_Z = "\u{1f1ff}".codePointAt(0);
const LETTER_A = "a".codePointAt(0);
const CURRENCIES = "€£¥";
// So many letters with a space between each are a word that somebody wants to hide.
const SPACED_OUT = 4;

function plainAscii(letter, code) {
  if (code > 31 && code < 127) return letter.toLowerCase();
  return letter === "\t" ? " " : "\n";
}

/** A letter in its simplest form; what is no letter, digit or mark that the rules know becomes a lesser break. */
function plain(letter) {
  const code = letter.codePointAt(0);
  if (code < 128) return plainAscii(letter, code);
  // A flag is two letters of its country.
  if (code >= FLAG_A && code <= FLAG_Z) return String.fromCharCode(code - FLAG_A + LETTER_A);
  const simple = letter.normalize("NFKD").toLowerCase().replace(MARKS_ABOVE, "");
  if (ASCII.test(simple) && (simple || MARK_ABOVE.test(letter))) return simple;
  if (UNSEEN.test(letter)) return "";
  return CURRENCIES.includes(letter) ? letter : ";";
}

function split(letters) {
  let text = "";
  const places = [];
  for (const [place, letter] of letters.entries()) {
    const simple = plain(letter);
    text += simple;
    places.push(...Array.from(simple, () => place));
  }
  return [...text.matchAll(PIECE)].map((match) => {
    const [piece] = match;
    return [piece, places[match.index], places[match.index + piece.length - 1] + 1];
  });
}

function endOf(run) {
  return run[run.length - 1][2];
}

function joinRun(run) {
  const text = run.map(([letter]) => letter).join("");
  if (run.length < SPACED_OUT || DIGITS.test(text)) return run;
  return [[text, run[0][1], endOf(run)]];
}

function isNextOf(run, [text, start]) {
  return SINGLE.test(text) && (run.length === 0 || start - endOf(run) === 1);
}

function isKept([text]) {
  return !SINGLE.test(text) && Boolean(text.trim() || text.includes("\n"));
}

/** Words whose letters were spaced out, `k a m b o j a`, as one; and no more spaces. */
function join(pieces) {
  const joined = [];
  let run = [];
  for (const piece of pieces) {
    const isBetween = piece[0] === " " && run.length > 0;
    if (isNextOf(run, piece)) {
      run.push(piece);
    } else if (!isBetween) {
      joined.push(...joinRun(run), ...[piece].filter(isKept));
      run = [piece].filter(([text]) => SINGLE.test(text));
    }
  }
  return [...joined, ...joinRun(run)];
}

export function piecesOf(letters) {
  return join(split(letters));
}
