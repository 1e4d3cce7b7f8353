using System.Globalization;
using System.Text.Json;
using Fleet.Gateway.Json;
using Microsoft.Net.Http.Headers;

namespace Fleet.Gateway.Api.Problems;

/// <summary>
/// An RFC 9457 answer: <c>type</c>, <c>title</c>, <c>status</c>, <c>detail</c> and, where fields are to blame,
/// <c>errors</c> with the same {field, code, message} that ingest gives per item. Never the text of an exception.
/// </summary>
internal sealed class Problem(ProblemKind kind, string? detail = null) : IResult
{
    public const string ContentType = "application/problem+json";

    public ProblemKind Kind => kind;

    public string? Detail => detail;

    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Where malformed JSON stops being JSON, bytes from 0.</summary>
    public long? BytePosition { get; init; }

    /// <summary>Seconds after which the same request is worth sending again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The RFC 6750 error of a 401.</summary>
    public string? Challenge { get; init; }

    public static Problem NotFound(string what) => new(ProblemKinds.NotFound, $"There is no such {what}.");

    public static Problem Invalid(FieldErrors errors) => new(ProblemKinds.Invalid) { Errors = errors.Items };

    public static Problem Invalid(string field, string code, string message) =>
        new(ProblemKinds.Invalid) { Errors = [new FieldError(field, code, message)] };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = kind.Status;
        response.ContentType = ContentType;
        if (RetryAfter is { } seconds)
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        if (kind.Status == StatusCodes.Status401Unauthorized)
            response.Headers[HeaderNames.WWWAuthenticate] = Challenge ?? "Bearer realm=\"fleet\"";

        await using var writer = new Utf8JsonWriter(response.BodyWriter);
        Write(writer);
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", kind.Type);
        writer.WriteString("title", kind.Title);
        writer.WriteNumber("status", kind.Status);
        if (detail is not null)
            writer.WriteString("detail", detail);
        if (BytePosition is { } position)
            writer.WriteNumber("byte_position", position);
        if (RetryAfter is { } seconds)
            writer.WriteNumber("retry_after", seconds);

        if (Errors.Count > 0)
        {
            writer.WriteStartArray("errors");
            foreach (var error in Errors)
            {
                writer.WriteStartObject();
                writer.WriteString("field", error.Field);
                writer.WriteString("code", error.Code);
                writer.WriteString("message", error.Message);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
