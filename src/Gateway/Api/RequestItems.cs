using System.Text.Json;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;

namespace Fleet.Gateway.Api;

/// <summary>A body of one JSON object or an array of them, each of which is judged alone. Dispose gives its buffer back.</summary>
internal sealed class RequestItems : IDisposable
{
    private readonly RequestBody _body;
    private readonly JsonDocument _document;

    private RequestItems(RequestBody body, JsonDocument document)
    {
        (_body, _document) = (body, document);
        var root = document.RootElement;
        Items = root.ValueKind switch
        {
            JsonValueKind.Array => [.. root.EnumerateArray()],
            JsonValueKind.Object => [root],
            _ => throw new ProblemException(Problem.Invalid("body", FieldErrorCode.Type, "must be an object or an array of objects")),
        };
    }

    public JsonElement[] Items { get; }

    /// <param name="context">Of the request.</param>
    /// <param name="max">Items taken at once.</param>
    /// <exception cref="ProblemException">Not JSON, neither an object nor an array, or too much.</exception>
    public static async ValueTask<RequestItems> Read(HttpContext context, int max)
    {
        var body = await RequestBody.Read(context);
        JsonDocument? document = null;
        try
        {
            document = body.Parse();
            var items = new RequestItems(body, document);
            return items.Items.Length <= max
                ? items
                : throw new ProblemException(new Problem(ProblemKinds.TooLarge, $"At most {max} items are taken at once."));
        }
        catch
        {
            document?.Dispose();
            body.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _document.Dispose();
        _body.Dispose();
    }
}
