using System.Text.Json;
using Fleet.Gateway.Api;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary><c>POST /v1/locations</c>: one position or an array, a result per item.</summary>
internal sealed class LocationsEndpoint(PositionReader reader, RequestIntake intake, IOptions<IngestOptions> options)
{
    public const string Door = "http";

    public async Task<IResult> Post(HttpContext context)
    {
        var principal = context.GetPrincipal();
        if (intake.Refuse(principal, Door) is { } refused)
            return refused;

        using var body = await RequestBody.Read(context);
        PositionBatch batch;
        try
        {
            batch = reader.Read(body.Bytes, principal);
        }
        catch (JsonException e)
        {
            return body.Malformed(e);
        }
        catch (IngestShapeException e)
        {
            return e.TooMany
                ? new Problem(ProblemKinds.TooLarge, $"At most {options.Value.MaxBatch} positions are taken at once.")
                : Problem.Invalid("body", FieldErrorCode.Type, "must be an object or an array of objects");
        }

        var (statuses, problem) = await intake.Submit(batch, Door, context.RequestAborted);
        if (problem is not null)
            return problem;

        LocationResultsJson.Write(context.Response, batch, statuses);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }
}
