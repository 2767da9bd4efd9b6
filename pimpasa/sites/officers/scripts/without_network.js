// The page that was asked for opens by itself once there is a network.
addEventListener("online", () => location.reload());
