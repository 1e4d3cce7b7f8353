using System.Text.Json;
using Fleet.Gateway.Api;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary><c>POST /v1/locations</c>: one position or an array, a result per item.</summary>
internal sealed class LocationsEndpoint(
    PositionReader reader, IIngestPipeline pipeline, IngestBudgets budgets, IngestInstruments instruments, IOptions<IngestOptions> options)
{
    public const string Door = "http";

    public async Task<IResult> Post(HttpContext context)
    {
        var principal = context.GetPrincipal();
        var budget = budgets.Of(principal);
        if (budget.RetryAfterSeconds() is > 0 and var wait)
            return Throttled(wait, $"More than {options.Value.PositionsPerSecond} positions a second.");

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

        budget.Charge(batch.Items.Count);
        return await Submit(principal, batch, context);
    }

    private async Task<IResult> Submit(Principal principal, PositionBatch batch, HttpContext context)
    {
        PositionStatus[] statuses;
        try
        {
            statuses = await pipeline.Submit(principal.OrganizationId, batch.Valid, context.RequestAborted);
        }
        catch (IngestBusyException busy)
        {
            var seconds = busy.RetryAfter is { } after ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : options.Value.RetryAfterSeconds;
            return Throttled(seconds, "Too many positions are under way. Nothing of this request is acknowledged; send it again.");
        }
        catch (Exception e) when (e is IngestFailedException or OperationCanceledException)
        {
            instruments.Failed(Door, batch);
            return new Problem(
                ProblemKinds.Unavailable,
                "Some positions may have been taken and some not. Send the whole request again: what was taken is known and adds nothing.")
            {
                RetryAfter = options.Value.RetryAfterSeconds,
            };
        }

        instruments.Settled(Door, batch, statuses);
        Write(context.Response, batch, statuses);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    private static void Write(HttpResponse response, PositionBatch batch, PositionStatus[] statuses)
    {
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        LocationResultsJson.Write(writer, batch, statuses);
        writer.WriteEndObject();
    }

    private Problem Throttled(int seconds, string detail)
    {
        instruments.Throttled(Door);
        return new Problem(ProblemKinds.TooMany, detail) { RetryAfter = seconds };
    }
}
