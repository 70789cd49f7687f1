/**
 * A promise that is kept at once. The JSON service does nothing that waits, yet answers with promises of a kind that it
 * is given; with this kind its answers are there when it returns.
 */
export class AtOnce<T> implements PromiseLike<T> {
  readonly value: T | undefined;
  readonly error: unknown;
  readonly failed: boolean;

  constructor(
    executor: (resolve: (value: T | PromiseLike<T>) => void, reject: (error: unknown) => void) => void,
  ) {
    let value: T | undefined;
    let error: unknown;
    let failed = false;
    executor(
      (given) => {
        if (given instanceof AtOnce) ({ value, error, failed } = given as AtOnce<T>);
        else value = given as T;
      },
      (given) => {
        error = given;
        failed = true;
      },
    );
    this.value = value;
    this.error = error;
    this.failed = failed;
  }

  // biome-ignore lint/suspicious/noThenProperty: it stands for a promise
  then<A = T, B = never>(
    kept?: ((value: T) => A | PromiseLike<A>) | null,
    broken?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): AtOnce<A | B> {
    return new AtOnce<A | B>((resolve, reject) => {
      try {
        if (this.failed) broken ? resolve(broken(this.error)) : reject(this.error);
        else resolve(kept ? kept(this.value as T) : (this.value as unknown as A));
      } catch (error) {
        reject(error);
      }
    });
  }

  static resolve<T>(value?: T | PromiseLike<T>): AtOnce<T> {
    return new AtOnce<T>((resolve) => resolve(value as T));
  }

  static reject<T>(error: unknown): AtOnce<T> {
    return new AtOnce<T>((_resolve, reject) => reject(error));
  }

  static all<T>(values: readonly (T | PromiseLike<T>)[]): AtOnce<T[]> {
    return new AtOnce<T[]>((resolve) =>
      resolve(values.map((one) => (one instanceof AtOnce ? (one.value as T) : (one as T)))),
    );
  }
}

/**
 * What such a promise holds; throws where it was broken. Undefined for a promise of another kind: the JSON service gives
 * one, with nothing in it, where it takes a place for a comment.
 */
export function valueNow<T>(promise: PromiseLike<T>): T | undefined {
  if (!(promise instanceof AtOnce)) return undefined;
  if (promise.failed) throw promise.error;
  return promise.value as T;
}
