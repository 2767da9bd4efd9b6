// In the place of the package url-parse, of which tus-js-client needs one thing: an address from another.
// biome-ignore lint/style/noDefaultExport: as the package has it
export default class Address {
  constructor(link, base) {
    this.whole = new URL(link, new URL(base, location.href));
  }

  toString() {
    return this.whole.href;
  }
}
