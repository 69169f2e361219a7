/** Every way in which the server's API can fail, as one error that says what to do. */
import { dictionary, nullable, string, ValidationError } from "../lib/check";
import { parseFault } from "./types";

export class ApiError extends Error {
  constructor(
    /** HTTP status; 0 when no answer came. */
    readonly status: number,
    readonly code: string,
    message: string,
    readonly cure: string = "",
    /** The form field at fault, where there is one. */
    readonly field: string | null = null,
  ) {
    super(message);
    this.name = "ApiError";
  }
}

const failure = (value: unknown) => {
  const body = dictionary(dictionary(value, "answer").error, "answer.error");
  return { ...parseFault(body, "answer.error"), field: nullable(string)(body.field, "field") };
};

/** What to say when the answer is not ours: a proxy's page, a server that fell over. */
function unexpected(status: number): ApiError {
  if (status === 413) {
    return new ApiError(413, "too_large", "That file is too large.", "Choose a smaller file.");
  }
  if (status === 429) {
    return new ApiError(
      429,
      "too_many",
      "That was a lot at once.",
      "Wait a minute, then try again.",
    );
  }
  return new ApiError(
    status,
    "server_fault",
    `The server answered in a way we do not understand (${status}).`,
    "Try again in a moment.",
  );
}

/** A page stays open for longer than its session, or somebody signed out in another tab. */
function signedOut(): ApiError {
  return new ApiError(
    401,
    "sign_in_needed",
    "You are signed out.",
    "Sign in again in another tab, then load this page once more. Edits that were not sent wait here.",
  );
}

/** What an answer that is none says. */
export async function errorFrom(response: Response): Promise<ApiError> {
  if (response.status === 401) return signedOut();
  try {
    const { code, message, cure, field } = failure(await response.json());
    return new ApiError(response.status, code, message, cure ?? "", field);
  } catch {
    return unexpected(response.status); // the body was not our error shape
  }
}

/** No answer came at all. */
export function offline(cause: unknown): ApiError {
  const error = new ApiError(
    0,
    "offline",
    "The connection dropped before the server answered.",
    "Check that Cadenza is running, then try again. What you set here is kept.",
  );
  error.cause = cause;
  return error;
}

/** An answer that came, but is not what was agreed: a page older than its server, mostly. */
export function misread(cause: unknown): ApiError {
  const where = cause instanceof ValidationError ? ` (${cause.message})` : "";
  const error = new ApiError(
    200,
    "misread",
    `The server's answer could not be read${where}.`,
    "Reload the page; if it stays, the server and this page are of different versions.",
  );
  error.cause = cause;
  return error;
}
