/** What is wrong with the sources of an environment, apart from any one variable. */
export type EnvironmentProblem =
  /** The service that was asked for is not installed; `command` installs it. `looked` lists where it would be. */
  | {
      readonly kind: "service-missing";
      readonly target: "systemd" | "launchd" | "container";
      readonly looked: readonly string[];
      readonly command?: string;
    }
  /** A file named by a person or by a unit is not there or cannot be read. `required`: its reader fails without it. */
  | {
      readonly kind: "file-unreadable";
      readonly file: string;
      readonly why: string;
      /** Where in it, from 1, if its text is at fault. */
      readonly line?: number;
      readonly required: boolean;
      readonly namedBy?: { readonly file: string; readonly line: number };
    }
  /** A line that its reader ignores. */
  | { readonly kind: "line-ignored"; readonly file: string; readonly line: number; readonly why: string }
  /** A file with secrets that others may read. */
  | { readonly kind: "readable-by-others"; readonly file: string; readonly mode: number }
  /** Several services could be meant, or none is the one that was named. */
  | {
      readonly kind: "service-ambiguous";
      readonly file: string;
      readonly names: readonly string[];
      /** What `--service` said. */
      readonly wanted?: string | undefined;
    }
  /** One name, two values, in two files that OpenClaw warns about; the first counts. */
  | {
      readonly kind: "conflict";
      readonly kept: string;
      readonly ignored: string;
      readonly names: readonly string[];
    };
