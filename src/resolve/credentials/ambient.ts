import { isAbsolute, join } from "pathe";
import { type Host, kindOf } from "../../core/host.ts";
import { type Environment, type Resolution, seesFiles } from "../environment/environment.ts";
import type { CredentialStep } from "./credential-resolution.ts";

/** A step for one variable that OpenClaw reads by itself. */
export function variableStep(resolution: Resolution): CredentialStep {
  const { variable, verdict: state } = resolution;
  const from = resolution.from === undefined ? "" : ` in ${resolution.from.name}`;
  const why = wordsFor(resolution, variable, from);
  return { source: "variable", state, variable, resolution, reference: undefined, path: undefined, why };
}

function wordsFor({ verdict, why }: Resolution, variable: string, from: string): string {
  switch (verdict) {
    case "set":
      return `${variable} is set${from}`;
    case "unset":
      return `${variable} is not set`;
    case "empty":
      return `${variable} is there${from}, but empty`;
    case "placeholder":
      return `${variable} holds an example text${from}`;
    case "redacted":
      return `${variable} holds a redacted text${from}`;
    case "unexpanded":
      return `${variable} holds a reference${from} that nothing expands`;
    case "undecidable":
      return `${variable}: ${why ?? "cannot be known here"}`;
  }
}

/**
 * The AWS SDK's chain: bearer token, access key with its secret, profile, else the role of the machine, which cannot be
 * known here. So it is never missing.
 */
export function awsStep(environment: Environment): CredentialStep {
  const has = (name: string): boolean => environment.lookup(name).verdict === "set";
  for (const names of [
    ["AWS_BEARER_TOKEN_BEDROCK"],
    ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    ["AWS_PROFILE"],
  ]) {
    if (!names.every(has)) continue;
    const [variable = ""] = names;
    const resolution = environment.lookup(variable);
    return {
      source: "aws",
      state: "set",
      variable,
      resolution,
      why: `the AWS SDK takes ${names.join(" and ")}`,
    };
  }
  return {
    source: "aws",
    state: "undecidable",
    why: "the AWS SDK looks for shared files and for the machine's role",
  };
}

/**
 * Google's application default credentials, for Vertex: a location, a project and a file, which is the one that
 * GOOGLE_APPLICATION_CREDENTIALS names, else that of CLOUDSDK_CONFIG, else that of the home folder. OpenClaw of no
 * release looks further where the first of them is named and not there.
 */
export function googleStep(host: Host, environment: Environment, home: string): CredentialStep {
  const verdict = (name: string) => environment.lookup(name).verdict;
  const there = (name: string): boolean => verdict(name) === "set" || verdict(name) === "undecidable";
  const project = there("GOOGLE_CLOUD_PROJECT") || there("GCLOUD_PROJECT");
  const lacking = [
    ...(there("GOOGLE_CLOUD_LOCATION") ? [] : ["GOOGLE_CLOUD_LOCATION"]),
    ...(project ? [] : ["GOOGLE_CLOUD_PROJECT"]),
    ...missingLogin(),
  ];
  return lacking.length === 0
    ? { source: "google", state: "undecidable", why: "Google's default credentials decide" }
    : { source: "google", state: "unset", why: `Google's default credentials lack ${lacking.join(", ")}` };

  function missingLogin(): readonly string[] {
    const has = (path: string): boolean =>
      !seesFiles(environment) || !isAbsolute(path) || kindOf(host, path) !== undefined;
    const file = "application_default_credentials.json";
    if (there("GOOGLE_APPLICATION_CREDENTIALS")) {
      const named = environment.setting("GOOGLE_APPLICATION_CREDENTIALS");
      return named === undefined || has(named) ? [] : ["the file that GOOGLE_APPLICATION_CREDENTIALS names"];
    }
    if (there("CLOUDSDK_CONFIG")) {
      const folder = environment.setting("CLOUDSDK_CONFIG");
      return folder === undefined || has(join(folder, file)) ? [] : ["a gcloud login in CLOUDSDK_CONFIG"];
    }
    return has(join(home, ".config/gcloud", file)) ? [] : ["a gcloud login"];
  }
}
