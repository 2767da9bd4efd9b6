// Where the officer is, if they want it noted.
import { page } from "./page.js";

const OPTIONS = { enableHighAccuracy: true, timeout: 8000, maximumAge: 60_000 };

function text({ coords }) {
  return `${coords.latitude},${coords.longitude},${Math.round(coords.accuracy)}`;
}

/** Latitude, longitude and metres, with commas between; empty where they are not wanted or not known. */
export function whereabouts() {
  const isWanted = page.querySelector("[data-place]")?.checked && navigator.geolocation;
  if (!isWanted) return Promise.resolve("");
  return new Promise((resolve) => {
    navigator.geolocation.getCurrentPosition(
      (position) => resolve(text(position)),
      () => resolve(""),
      OPTIONS,
    );
  });
}
