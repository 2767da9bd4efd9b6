// Shows what a check says, in the page's own words.

const REASONS = 3; // stand with the verdict

function element(name, text, ...classes) {
  const node = document.createElement(name);
  node.textContent = text;
  node.classList.add(...classes);
  return node;
}

function quotation(quotes, words) {
  const text = `${words.said} “${quotes.join("”, “")}”`;
  return element("p", text, "govuk-body", "govuk-!-margin-bottom-1", "app-said");
}

function signRow({ sign, quotes }, words, strong) {
  const row = element("li", "", "app-row");
  row.classList.toggle("app-row--urgent", sign.weight === strong);
  row.append(element("p", sign.text, "govuk-body", "govuk-!-font-weight-bold", "govuk-!-margin-bottom-1"));
  if (quotes.length > 0) row.append(quotation(quotes, words));
  row.append(element("p", sign.why, "govuk-body-s", "govuk-!-margin-bottom-0"));
  return row;
}

function reasons(warnings) {
  const list = element("ul", "", "app-reasons");
  list.append(...warnings.slice(0, REASONS).map(({ sign }) => element("li", sign.text)));
  return list;
}

function verdictCard(level, warnings, words) {
  const card = element("div", "", "app-card", "app-verdict");
  card.classList.toggle("app-card--danger", level === "stop");
  card.append(
    element("h2", words[`${level}Title`], "govuk-heading-m"),
    element("p", words[`${level}Text`], "govuk-body"),
  );
  if (warnings.length > 0) card.append(reasons(warnings));
  card.append(element("p", words.here, "govuk-body-s"));
  return card;
}

// What is long is folded away under its heading.
function fold(heading, ...content) {
  const details = element("details", "", "app-fold");
  const summary = element("summary", "");
  const inside = element("div", "", "app-fold__content");
  summary.append(element("h3", heading, "app-fold__heading"));
  inside.append(...content);
  details.append(summary, inside);
  return details;
}

function signList(signs, words, strong) {
  const list = element("ul", "", "app-list-plain");
  list.append(...signs.map((sign) => signRow(sign, words, strong)));
  return list;
}

function choice(name, value, label) {
  const item = element("div", "", "govuk-radios__item");
  const input = element("input", "", "govuk-radios__input");
  Object.assign(input, { type: "radio", name, value, id: `${name}-${value}` });
  const text = element("label", label, "govuk-label", "govuk-radios__label");
  text.htmlFor = input.id;
  item.append(input, text);
  return item;
}

function questionSet({ key, text, good, bad }, words) {
  const group = element("div", "", "govuk-form-group");
  const set = element("fieldset", "", "govuk-fieldset");
  const choices = element("div", "", "govuk-radios");
  choices.append(
    choice(`here-${key}`, "good", good),
    choice(`here-${key}`, "bad", bad),
    choice(`here-${key}`, "unknown", words.unknown),
  );
  set.append(element("legend", text, "govuk-fieldset__legend", "govuk-fieldset__legend--s"), choices);
  group.append(set);
  return group;
}

/** Puts the questions behind a verdict; `advise` takes the answers by each question's key. */
export function showQuestions(section, words, asked, advise) {
  const form = element("form", "");
  const button = element("button", words.advice, "govuk-button");
  form.append(
    element("h3", words.answer, "govuk-heading-s"),
    ...asked.map((question) => questionSet(question, words)),
    button,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const answers = asked.map(({ key }) => [key, given.get(`here-${key}`) || "unknown"]);
    if (asked.some(({ key }) => given.get(`here-${key}`))) advise(Object.fromEntries(answers));
  });
  section.insertBefore(form, section.children[1] || null);
}

function heavyWords(heavy, words) {
  return fold(words.heavy, element("p", `${words.likeness} “${heavy.join("”, “")}”`, "govuk-body"));
}

function clear(section) {
  section.textContent = "";
}

export function showVerdict(section, words, { level, warnings, promises, heavy }, strong) {
  clear(section);
  section.append(verdictCard(level, warnings, words));
  for (const [title, signs] of [
    [words.signs, warnings],
    [words.good, promises],
  ]) {
    if (signs.length > 0) {
      section.append(fold(`${title} (${signs.length})`, signList(signs, words, strong)));
    }
  }
  if (heavy.length > 0) section.append(heavyWords(heavy, words));
  section.hidden = false;
  section.focus();
}

/** An error in the page's own words. */
export function showError(section, text) {
  clear(section);
  section.append(element("p", text, "govuk-error-message"));
  section.hidden = false;
}
