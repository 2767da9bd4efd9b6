// What the worker may keep, and then the worker itself.
globalThis.kept = JSON.parse("{{ kept|escapejs }}");
importScripts(globalThis.kept.script);
