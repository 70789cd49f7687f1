import { join } from "pathe";
import { type Host, isFile } from "../../core/host.ts";
import {
  type Environment,
  type Resolution,
  type ResolutionVerdict,
  seesFiles,
} from "../environment/environment.ts";
import type { CredentialState, CredentialStep } from "./credential-resolution.ts";

/** How a variable's verdict reads for a credential that is that variable. */
export function stateOfVariable(verdict: ResolutionVerdict): CredentialState {
  switch (verdict) {
    case "set":
      return "ready";
    case "unset":
      return "missing";
    case "empty":
    case "placeholder":
    case "redacted":
    case "unexpanded":
    case "undecidable":
      return verdict;
  }
}

/** A step for one variable that OpenClaw reads by itself. */
export function variableStep(resolution: Resolution): CredentialStep {
  const state = stateOfVariable(resolution.verdict);
  const { variable } = resolution;
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
      state: "ready",
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

/** Google's application default credentials, for Vertex: a file, a location and a project. */
export function googleStep(host: Host, environment: Environment, home: string): CredentialStep {
  const verdict = (name: string) => environment.lookup(name).verdict;
  const there = (name: string): boolean => verdict(name) === "set" || verdict(name) === "undecidable";
  const file = there("GOOGLE_APPLICATION_CREDENTIALS");
  const known = join(home, ".config/gcloud/application_default_credentials.json");
  const login = seesFiles(environment) ? isFile(host, known) : undefined;
  const project = there("GOOGLE_CLOUD_PROJECT") || there("GCLOUD_PROJECT");
  const lacking = [
    ...(there("GOOGLE_CLOUD_LOCATION") ? [] : ["GOOGLE_CLOUD_LOCATION"]),
    ...(project ? [] : ["GOOGLE_CLOUD_PROJECT"]),
    ...(file || login !== false || there("CLOUDSDK_CONFIG") ? [] : ["a gcloud login"]),
  ];
  return lacking.length === 0
    ? { source: "google", state: "undecidable", why: "Google's default credentials decide" }
    : { source: "google", state: "missing", why: `Google's default credentials lack ${lacking.join(", ")}` };
}
