import { expect, it } from "vitest";
import { isLocalUrl } from "../../../src/resolve/credentials/local-hosts.ts";

it.each([
  "http://localhost:1234/v1",
  "http://127.0.0.1",
  "http://127.9.9.9",
  "http://[::1]:8080",
  "http://0.0.0.0:1",
  "http://oven.local",
  "http://10.0.0.5",
  "http://172.16.0.1",
  "http://172.31.255.1",
  "https://192.168.1.2/v1",
  "http://host.docker.internal:11434",
])("takes %s for local", (url) => expect(isLocalUrl(url, "2026.9.6")).toBe(true));

it.each([
  "https://api.bakery.example",
  "http://172.32.0.1",
  "http://11.0.0.1",
  "http://192.169.0.1",
  "http://local",
  "http://localhost.example",
  "localhost:1234",
  "",
])("does not take %s for local", (url) => expect(isLocalUrl(url, "2026.9.6")).toBe(false));
