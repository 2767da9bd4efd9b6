// Shows what a push says, and opens the workplace when it is tapped. It answers for no page and keeps nothing.
addEventListener("push", (event) => {
  const words = event.data ? event.data.text() : "";
  // The same words again take the place of the ones that are still shown.
  event.waitUntil(registration.showNotification("Pimpasa", { body: words, tag: words, renotify: words !== "" }));
});

addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(clients.openWindow(registration.scope));
});
