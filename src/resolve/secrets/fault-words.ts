import type { ExecFault } from "./check-exec.ts";
import type { FileFault } from "./check-file.ts";

/** What can be wrong with the file of a secret, in words, and what to do. */
export const FILE_FAULTS: Readonly<Record<FileFault, readonly [fault: string, advice: string]>> = {
  missing: ["there is no such file", "Create it, readable by the gateway's user only."],
  "not-regular": ["it is no regular file", "Name a file."],
  symlink: ["it is a symbolic link", "Name the file it leads to."],
  "several-links": ["it has several hard links", "Make a copy with a name of its own."],
  "not-owned": ["it belongs to another user", "Change its owner to the gateway's user."],
  "readable-by-others": ["others may read it", "Run chmod 600 on it."],
  "too-large": ["it is larger than maxBytes", "Raise maxBytes, or shorten the file."],
  unreadable: ["it cannot be read", "Check its permissions."],
  "not-json": ["it is not JSON", 'Write plain JSON, or set mode: "singleValue".'],
  "not-an-object": ["it holds no JSON object", "Write an object with one entry for each secret."],
  "no-such-value": ["the id leads to nothing in it", "Check the JSON Pointer against the file."],
  "not-text": ["the id leads to something that is no text", "Point at a text."],
  blank: ["the value in it is empty", "Write the secret there."],
  redacted: ["the value in it is a redaction mark", "Write the secret there."],
  "id-must-be-value": [
    'with mode "singleValue" the id must be "value", and the gateway does not start with another',
    'Write id: "value".',
  ],
  "id-must-be-pointer": [
    "the id must be a JSON Pointer",
    'Write it with a slash in front, such as "/providers/ovenai".',
  ],
};

/** The same of the program of a secret. */
export const EXEC_FAULTS: Readonly<Record<ExecFault, readonly [fault: string, advice: string]>> = {
  "not-absolute": ["the command is no absolute path", "Write the whole path."],
  missing: ["there is no such file", "Install it, or correct the path."],
  folder: ["it is a folder", "Name the program in it."],
  symlink: ["it is a symbolic link", "Name the file it leads to."],
  "outside-trusted-folders": ["it lies outside trustedDirs", "Add its folder there."],
  "writable-by-others": ["others may change it", "Take their write permission away."],
  "not-owned": ["it belongs to another user", "Use a program of the gateway's user or of root."],
};
