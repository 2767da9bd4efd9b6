// Reads the lines at the foot of a passport or card where there is no network: ICAO Doc 9303, as pimpasa/operations/mrz.py
// does it again on arrival. It fills empty fields and says which check digit does not fit; it refuses nothing.
const field = document.querySelector("[data-mrz]");
const told = document.querySelector("[data-mrz-said]");
const say = JSON.parse(field.dataset.mrz);
const form = field.closest("form");
const filled = {};

const value = (sign) => (sign === "<" ? 0 : parseInt(sign, 36));
const digit = (text) => String([...text].reduce((sum, sign, at) => sum + value(sign) * [7, 3, 1][at % 3], 0) % 10);
const fits = ([, text, given]) => given === digit(text) || (given === "<" && !text.replaceAll("<", ""));

function linesOf(text) {
  const lines = text.toUpperCase().replaceAll("«", "<<").split("\n").map((line) => line.replace(/\s/g, "")).filter(Boolean);
  if (lines.length !== 1 || ![72, 88, 90].includes(lines[0].length)) return lines;
  const size = lines[0].length / (lines[0].length === 90 ? 3 : 2);
  return lines[0].match(new RegExp(`.{${size}}`, "g"));
}

function longNumber(number, given, more) {
  const rest = more.split("<")[0];
  return given === "<" && rest ? [number + rest.slice(0, -1), rest.slice(-1)] : [number, given];
}

function day(digits, isPast) {
  if (!/^\d{6}$/.test(digits)) return "";
  const [year, month, date] = digits.match(/../g).map(Number);
  const century = isPast && 2000 + year > new Date().getFullYear() ? 1900 : 2000;
  const made = new Date(Date.UTC(century + year, month - 1, date));
  return made.getUTCMonth() === month - 1 ? made.toISOString().slice(0, 10) : "";
}

function read(text) {
  const lines = linesOf(text);
  const shape = `${lines.length}x${lines[0]?.length}`;
  const even = lines.every((line) => line.length === lines[0].length && /^[A-Z0-9<]+$/.test(line));
  if (!even || !["3x30", "2x36", "2x44"].includes(shape)) return null;
  const [first, second, third] = lines;
  if (third) {
    const [number, given] = longNumber(first.slice(5, 14), first[14], first.slice(15, 30));
    return {
      names: third, document: first.slice(0, 2), number, nationality: second.slice(15, 18), born: second.slice(0, 6), sex: second[7], end: second.slice(8, 14),
      checks: [["number", number, given], ["birth", second.slice(0, 6), second[6]], ["end", second.slice(8, 14), second[14]],
        ["line", first.slice(5, 30) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29), second[29]]],
    };
  }
  const last = second.length - 1;
  const more = second.slice(28, last);
  const [number, given] = last === 35 ? longNumber(second.slice(0, 9), second[9], more) : [second.slice(0, 9), second[9]];
  const checks = [["number", number, given], ["birth", second.slice(13, 19), second[19]], ["end", second.slice(21, 27), second[27]]];
  if (last === 43 && more.replaceAll("<", "")) checks.push(["personal", second.slice(28, 42), second[42]]);
  checks.push(["line", second.slice(0, 10) + second.slice(13, 20) + second.slice(21, last), second[last]]);
  return {
    names: first.slice(5), document: first.slice(0, 2), number, nationality: second.slice(10, 13), born: second.slice(13, 19), sex: second[20], end: second.slice(21, 27), checks,
  };
}

function fill(name, text) {
  const input = form.elements[name];
  if (input.value && input.value !== filled[name]) return; // what was typed by hand stays
  input.value = filled[name] = text;
}

const plain = (text) => text.replaceAll("<", "");

field.addEventListener("input", () => {
  told.textContent = "";
  if (!field.value.trim()) return;
  const found = read(field.value);
  if (!found) {
    told.textContent = say.unreadable;
    return;
  }
  const [surname, given = ""] = found.names.split("<<");
  fill("name", `${given} ${surname}`.replaceAll("<", " ").trim().replace(/\s+/g, " "));
  fill("document", plain(found.document));
  fill("number", plain(found.number));
  fill("nationality", plain(found.nationality));
  fill("born_on", day(found.born, true));
  fill("sex", plain(found.sex));
  fill("expires_on", day(found.end, false));
  const wrong = found.checks.filter((check) => !fits(check)).map(([what]) => say.wrong.replace("{what}", say[what]));
  told.textContent = wrong.join(" ") || say.fits;
});
form.addEventListener("cleared", () => { told.textContent = ""; for (const name of Object.keys(filled)) delete filled[name]; });
