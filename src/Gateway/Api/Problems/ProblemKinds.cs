namespace Fleet.Gateway.Api.Problems;

/// <summary>Every error that REST can answer with. docs/rest.md has the same table; a test compares the two.</summary>
public static class ProblemKinds
{
    public static readonly ProblemKind MalformedJson = new("malformed_json", 400, "The body is not valid JSON");
    public static readonly ProblemKind Invalid = new("invalid", 400, "The request has invalid fields");
    public static readonly ProblemKind BadRequest = new("bad_request", 400, "The request could not be read");
    public static readonly ProblemKind Unauthenticated = new("unauthenticated", 401, "A valid credential is required");
    public static readonly ProblemKind Forbidden = new("forbidden", 403, "The credential does not allow this");
    public static readonly ProblemKind NotFound = new("not_found", 404, "There is no such thing");
    public static readonly ProblemKind MethodNotAllowed = new("method_not_allowed", 405, "The resource does not know this method");
    public static readonly ProblemKind Conflict = new("conflict", 409, "The state of the resource does not allow this");
    public static readonly ProblemKind TooLarge = new("too_large", 413, "The body is larger than allowed");
    public static readonly ProblemKind UnsupportedMediaType = new("unsupported_media_type", 415, "The body must be application/json");
    public static readonly ProblemKind TooMany = new("too_many_requests", 429, "Too much was sent; send it again later");
    public static readonly ProblemKind HeadersTooLarge = new("headers_too_large", 431, "The request's headers are larger than allowed");
    public static readonly ProblemKind Internal = new("internal", 500, "The server failed");
    public static readonly ProblemKind Unavailable = new("unavailable", 503, "The fleet cannot be reached; send it again later");

    public static IReadOnlyList<ProblemKind> All { get; } =
    [
        MalformedJson, Invalid, BadRequest, Unauthenticated, Forbidden, NotFound, MethodNotAllowed, Conflict,
        TooLarge, UnsupportedMediaType, TooMany, HeadersTooLarge, Internal, Unavailable,
    ];

    /// <summary>The kind for a bare status code that the framework chose.</summary>
    public static ProblemKind ForStatus(int status) => status switch
    {
        400 => BadRequest,
        >= 500 and not 503 => Internal,
        _ => All.FirstOrDefault(k => k.Status == status) ?? new ProblemKind("http_" + status, status, "The request was refused"),
    };
}
