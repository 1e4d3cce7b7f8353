using Fleet.Gateway.Api;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Gateway.Ingest.OsmAnd;

/// <summary>
/// A position out of a request: its query, a form in its body, or the JSON of newer Traccar Clients. The names are those
/// that Traccar's own server takes (its OsmAndProtocolDecoder); what is kept nowhere here is let pass.
/// </summary>
internal sealed class OsmAndReader(PositionReader positions, TimeProvider time)
{
    private static readonly FormOptions FormLimits = new() { ValueCountLimit = 64, KeyLengthLimit = 64, ValueLengthLimit = 1_024 };

    /// <returns>A batch of none or one. A refusal in it is one that no resend can better; any other is the error beside it.</returns>
    /// <exception cref="ProblemException">The body cannot be read.</exception>
    public async ValueTask<(PositionBatch Batch, FieldError? Error)> Read(HttpContext context, Principal principal)
    {
        var batch = new PositionBatch(principal);
        var now = time.GetUtcNow();
        var request = context.Request;
        if (HttpMethods.IsPost(request.Method) && request.HasJsonContentType())
        {
            using var body = await RequestJson.Read(context);
            var fix = TraccarJson.Read(body.Fields);
            body.ThrowIfInvalid();
            return (batch, fix is { } draft ? Judge(draft, TraccarJson.IdField, batch, now) : null);
        }

        var parameters = new OsmAndParameters(now);
        foreach (var (name, values) in request.Query)
            parameters.Take(name, values);

        foreach (var (name, values) in request.HasFormContentType ? await ReadForm(request) : FormCollection.Empty)
            parameters.Take(name, values);

        return (batch, Judge(parameters.Finish(), "id", batch, now));
    }

    private FieldError? Judge(PositionDraft draft, string idField, PositionBatch batch, DateTimeOffset now)
    {
        positions.Judge(ref draft, batch, now);
        return draft.Error switch
        {
            { Field: "vehicle_id" } unknown => unknown with { Field = idField },
            { Field: "accuracy", Code: FieldErrorCode.Range } or { Code: FieldErrorCode.Refused } => null,
            var error => error,
        };
    }

    private static async Task<IFormCollection> ReadForm(HttpRequest request)
    {
        try
        {
            return await new FormFeature(request, FormLimits).ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new ProblemException(new Problem(ProblemKinds.BadRequest, "The form cannot be read, or is too long."));
        }
    }
}
