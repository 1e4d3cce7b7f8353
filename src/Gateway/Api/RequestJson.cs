using System.Text.Json;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api;

/// <summary>A request's body as one strict object. Dispose it after the last read.</summary>
internal sealed class RequestJson : IDisposable
{
    private readonly RequestBody _body;
    private readonly JsonDocument _document;

    private RequestJson(RequestBody body, JsonDocument document, JsonFields fields)
    {
        _body = body;
        _document = document;
        Fields = fields;
    }

    public JsonFields Fields { get; }

    /// <summary>The same object as it was given: for values whose kind only their reader knows.</summary>
    public JsonElement Element => _document.RootElement;

    /// <param name="optional">Whether an empty body counts as an empty object.</param>
    /// <param name="maxBytes">Null for <c>MaxBodyBytes</c>.</param>
    /// <exception cref="ProblemException">Too large, not JSON, or not an object.</exception>
    public static async ValueTask<RequestJson> Read(HttpContext context, bool optional = false, int? maxBytes = null)
    {
        var body = await RequestBody.Read(context, maxBytes);
        JsonDocument? document = null;
        try
        {
            document = optional && body.Memory.IsEmpty ? JsonDocument.Parse("{}") : body.Parse();
            var errors = new FieldErrors();
            return JsonFields.Open(document.RootElement, "", errors) is { } fields
                ? new RequestJson(body, document, fields)
                : throw new ProblemException(Problem.Invalid(errors));
        }
        catch
        {
            document?.Dispose();
            body.Dispose();
            throw;
        }
    }

    /// <summary>An id in the body must be the one in the path, where there is one.</summary>
    public void RequireSameId(string name, string id)
    {
        if (Fields.Id(name) is { } given && given != id)
            Fields.Fail(name, FieldErrorCode.Conflict, "differs from the id in the path");
    }

    /// <exception cref="ProblemException">Some field was in error.</exception>
    public void ThrowIfInvalid()
    {
        if (Fields.Errors.Any)
            throw new ProblemException(Problem.Invalid(Fields.Errors));
    }

    public void Dispose()
    {
        _document.Dispose();
        _body.Dispose();
    }
}
