// Shows what a check says, in the page's own words.

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

function verdictCard(level, words) {
  const card = element("div", "", "app-card");
  card.classList.toggle("app-card--danger", level === "stop");
  card.append(
    element("h2", words[`${level}Title`], "govuk-heading-m"),
    element("p", words[`${level}Text`], "govuk-body"),
    element("p", words.here, "govuk-body-s"),
  );
  return card;
}

function signList(signs, words, strong) {
  const list = element("ul", "", "app-list-plain");
  list.append(...signs.map((sign) => signRow(sign, words, strong)));
  return list;
}

export function showVerdict(section, words, { level, warnings, promises }, strong) {
  section.replaceChildren(verdictCard(level, words));
  for (const [title, signs] of [
    [words.signs, warnings],
    [words.good, promises],
  ]) {
    if (signs.length > 0) {
      section.append(element("h3", title, "govuk-heading-s"), signList(signs, words, strong));
    }
  }
  section.hidden = false;
  section.focus();
}

export function showNothingTyped(section, words) {
  section.replaceChildren(element("p", words.empty, "govuk-error-message"));
  section.hidden = false;
}
