import { relative, resolve } from "pathe";
import { gitIndex } from "../../scripts/examples/git-index.ts";
import type { Host } from "../../src/core/host.ts";
import { createMemoryHost, type MemoryFile } from "../../src/host/memory-host.ts";
import { ConfigService } from "../../src/service/service.ts";
import type { World } from "../protocol.ts";
import { ownSchemaOf } from "./own-schema.ts";

const FOLDER = "/config";
const HOME = "/home/you";

/** The path of a file of the page on the machine that is made of them. */
export function pathOf(name: string): string {
  return name.startsWith("~/") ? `${HOME}/${name.slice(2)}` : resolve(FOLDER, name);
}

/** The name that the page has for a path. */
export function nameOf(path: string): string {
  return path.startsWith(`${HOME}/`) ? `~/${path.slice(HOME.length + 1)}` : relative(FOLDER, path);
}

/** The texts of a world, and a service that answers for them; a class because the service outlives a change of a text. */
export class Machine {
  world: World | undefined;
  service = new ConfigService({ host: createMemoryHost() });
  root = "";
  #version = 0;

  /** Takes a world over: of one in which only texts of configs differ, the service stays. */
  take(world: World): void {
    const before = this.world;
    this.world = world;
    this.root = pathOf(world.files[0]?.name ?? "openclaw.json");
    if (before === undefined || settingOf(before) !== settingOf(world)) {
      this.service = new ConfigService({
        host: hostOf(world),
        settingsFor: () => ({
          gateway: world.gateway,
          openclawVersion: world.release === "" ? undefined : world.release,
          envNames: world.gateway === "none" ? [] : world.names,
          ownSchema: world.schemaOf === undefined ? undefined : ownSchemaOf(world.schemaOf),
        }),
      });
      for (const file of world.files.filter(isConfigText)) this.#set(file.name, file.text);
      return;
    }
    for (const { name, text } of world.files)
      if (this.service.texts.get(pathOf(name))?.text !== text && isConfigText({ name }))
        this.#set(name, text);
  }

  #set(name: string, text: string): void {
    this.#version += 1;
    this.service.setText(pathOf(name), text, this.#version);
  }
}

/** Configs and what they include change with every key; a unit or a dotenv file makes another machine. */
function isConfigText({ name }: { readonly name: string }): boolean {
  return /\.json5?$/u.test(name) && !name.startsWith("~/") && !/clawlint\.config/u.test(name);
}

/** All of a world but the texts of configs. */
function settingOf({ files, ...rest }: World): string {
  return JSON.stringify([rest, files.map((file) => (isConfigText(file) ? file.name : file))]);
}

function hostOf({ files, env, today }: World): Host {
  const all: Record<string, MemoryFile> = {};
  for (const file of files.filter((one) => !isConfigText(one))) {
    // How the rules' examples say that a file is under version control.
    const tracked = /^tracked: (.+)$/u.exec(file.text)?.[1];
    all[pathOf(file.name)] = {
      content: tracked === undefined || file.name !== ".git/index" ? file.text : gitIndex([tracked]),
      mode: 0o600,
    };
  }
  return createMemoryHost({ files: all, env: { HOME, ...env }, cwd: FOLDER, osHome: HOME, today });
}
