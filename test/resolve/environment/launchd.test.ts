import { describe, expect, it } from "vitest";
import { readExports } from "../../../src/resolve/environment/launchd/shell-exports.ts";
import { build, HOME, STATE, told } from "./build-for-test.ts";

const PLIST = `${HOME}/Library/LaunchAgents/ai.openclaw.gateway.plist`;
const plist = (variables: string) => `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>ai.openclaw.gateway</string>
  <key>EnvironmentVariables</key>
  <dict>
    ${variables}
  </dict>
</dict>
</plist>
`;
const launchd = (files: Record<string, string | Uint8Array>, rest = {}) =>
  build({ files, platform: "darwin" }, { target: "launchd", ...rest });

describe("readExports", () => {
  it("reads what OpenClaw writes and what people write", () => {
    const text =
      "#!/bin/sh\nexport A='it'\\''s'\nB=\"x \\\"y\\\"\"\nexport C=$(pass show)\nexport D='two\nlines'\nexport E=plain # note";
    expect(readExports(text)).toEqual([
      { name: "A", value: "it's", line: 2 },
      { name: "B", value: 'x "y"', line: 3 },
      { name: "C", value: undefined, line: 4 },
      { name: "D", value: "two\nlines", line: 5 },
      { name: "E", value: "plain", line: 7 },
    ]);
  });
});

describe("the launchd target", () => {
  it("reads the plist and, over it, the service's environment file", () => {
    const built = launchd({
      [PLIST]: plist("<key>A</key><string>1</string>\n    <key>B</key><string>1 &amp; 2</string>"),
      [`${STATE}/service-env/ai.openclaw.gateway.env`]: "export B=''\n",
    });
    expect(built.environment.lookup("A").from).toMatchObject({
      layer: "launchd-plist",
      file: PLIST,
      line: 8,
    });
    expect(told(built, "B")).toBe("empty by launchd-env-file");
    expect(built.environment.lookup("B").hides).toMatchObject({ layer: "launchd-plist", line: 9 });
  });

  it("reads a binary plist", () => {
    // As plutil -convert binary1 writes it, in a part of a larger buffer, as Node reads files: a label, two variables, a working folder, a boolean.
    const binary = Buffer.from(
      "YnBsaXN0MDDUAQIDBAUKCwxfEBRFbnZpcm9ubWVudFZhcmlhYmxlc1lLZWVwQWxpdmVVTGFiZWxfEBBXb3JraW5nRGlyZWN0b3J50gYHCAlWQ1JVTUJTXk9WRU5BSV9BUElfS0VZbQB6AHcAZQBpACAAQgByAPYAdABjAGgAZQBuXnRlc3Qtbm90LWEta2V5CV8QE2FpLm9wZW5jbGF3LmdhdGV3YXlXL2Jha2VyeQgRKDI4S1BXZoGQkacAAAAAAAABAQAAAAAAAAANAAAAAAAAAAAAAAAAAAAArw==",
      "base64",
    );
    const built = launchd({ [PLIST]: binary });
    expect(built.problems).toEqual([]);
    expect(told(built, "OVENAI_API_KEY")).toBe("set by launchd-plist");
    expect(told(built, "CRUMBS")).toBe("set by launchd-plist");
    for (const cut of [7, 8, 20, binary.length - 40, binary.length - 1]) {
      const broken = launchd({ [PLIST]: binary.subarray(0, cut) });
      expect(broken.problems).toMatchObject([{ kind: "file-unreadable", why: "it is no property list" }]);
    }
  });

  it("follows a label of one's own", () => {
    const built = build(
      {
        platform: "darwin",
        env: { OPENCLAW_LAUNCHD_LABEL: "bakery.till" },
        files: {
          [`${HOME}/Library/LaunchAgents/bakery.till.plist`]: plist("<key>A</key><string>1</string>"),
        },
      },
      { target: "launchd" },
    );
    expect(told(built, "A")).toBe("set by launchd-plist");
  });

  it("says what is wrong with a plist, and decides nothing then", () => {
    expect(launchd({}).problems).toMatchObject([
      { kind: "service-missing", command: "openclaw gateway install" },
    ]);
    for (const text of ["bplist00\u0000", "not xml at all", "<plist><array/></plist>"]) {
      const built = launchd({ [PLIST]: text });
      expect(built.problems).toMatchObject([{ kind: "file-unreadable", file: PLIST, required: true }]);
      expect(told(built, "A")).toBe("undecidable by launchd-plist");
    }
  });
});
