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
        catch (IngestBusyException)
        {
            return Throttled(options.Value.RetryAfterSeconds, "Too many positions are under way. Nothing of this request was taken.");
        }
        catch (Exception e) when (e is IngestFailedException or OperationCanceledException)
        {
            instruments.Received(Door, batch.Items.Count);
            instruments.Settled(Door, PositionStatus.Refused, batch.Refused);
            instruments.Failed(Door, batch.Valid.Count);
            return new Problem(
                ProblemKinds.Unavailable,
                "Some positions may have been taken and some not. Send the whole request again: what was taken is known and adds nothing.")
            {
                RetryAfter = options.Value.RetryAfterSeconds,
            };
        }

        Count(batch, statuses);
        Write(context.Response, batch, statuses);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    private void Count(PositionBatch batch, PositionStatus[] statuses)
    {
        Span<int> counts = stackalloc int[4];
        counts[(int)PositionStatus.Refused] = batch.Refused;
        foreach (var status in statuses)
            counts[(int)status]++;

        instruments.Received(Door, batch.Items.Count);
        for (var status = 0; status < counts.Length; status++)
            instruments.Settled(Door, (PositionStatus)status, counts[status]);
    }

    private static void Write(HttpResponse response, PositionBatch batch, PositionStatus[] statuses)
    {
        response.ContentType = "application/json";
        using var writer = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartArray("results"u8);
        for (var i = 0; i < batch.Items.Count; i++)
        {
            var (position, error) = batch.Items[i];
            writer.WriteStartObject();
            writer.WriteNumber("index"u8, i);
            writer.WriteString("status"u8, StatusName(position < 0 ? PositionStatus.Refused : statuses[position]));
            if (position < 0)
                ItemError.Write(writer, error);
            else if (statuses[position] == PositionStatus.Refused)
                ItemError.Write(writer, new FieldError("item", FieldErrorCode.Refused, "was refused by the vehicle"));

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> StatusName(PositionStatus status) => status switch
    {
        PositionStatus.Accepted => "accepted"u8,
        PositionStatus.Duplicate => "duplicate"u8,
        PositionStatus.Late => "late"u8,
        _ => "refused"u8,
    };

    private Problem Throttled(int seconds, string detail)
    {
        instruments.Throttled(Door);
        return new Problem(ProblemKinds.TooMany, detail) { RetryAfter = seconds };
    }
}
