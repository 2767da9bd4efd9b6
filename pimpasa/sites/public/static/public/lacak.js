// A QR's link carries the code behind "#", which is never sent: put it into the field and clear the address bar.
const code = decodeURIComponent(window.location.hash.slice(1));
if (code) {
  document.getElementById("id_code").value = code;
  window.history.replaceState(null, "", window.location.pathname);
}
