using Fleet.Gateway.Api;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;
using Fleet.Vehicles;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Ingest;

/// <summary><c>POST /v1/events</c>: what devices say happened, one or an array, a result per item.</summary>
internal sealed partial class EventsEndpoint(
    DeviceEventReader reader,
    IGrainFactory grains,
    IngestBudgets budgets,
    IngestInstruments instruments,
    IOptions<IngestOptions> options,
    ILogger<EventsEndpoint> logger)
{
    public const string Door = "http_events";

    public async Task<IResult> Post(HttpContext context)
    {
        var principal = context.GetPrincipal();
        var budget = budgets.Of(principal);
        if (budget.RetryAfterSeconds() is > 0 and var wait)
        {
            instruments.Throttled(Door);
            return new Problem(ProblemKinds.TooMany) { RetryAfter = wait };
        }

        using var body = await RequestItems.Read(context, options.Value.MaxBatch);
        budget.Charge(body.Items.Length);
        instruments.Received(Door, body.Items.Length);
        return await Record(principal.OrganizationId, Array.ConvertAll(body.Items, item => reader.Read(item, principal)));
    }

    /// <summary>Vehicles one after the other: events are rare, and those of one vehicle keep their order.</summary>
    private async Task<IResult> Record(string organizationId, (string VehicleId, DeviceEvent? Event, FieldError? Error)[] items)
    {
        var results = new EventResult[items.Length];
        var done = 0;
        try
        {
            for (; done < items.Length; done++)
            {
                var (vehicleId, deviceEvent, error) = items[done];
                var id = deviceEvent is null
                    ? null
                    : await grains.GetGrain<IVehicleGrain>(GrainKey.For(organizationId, vehicleId)).Record(deviceEvent);
                results[done] = new EventResult(done, deviceEvent is null ? "refused" : "accepted", id, error);
                instruments.Settled(Door, deviceEvent is null ? PositionStatus.Refused : PositionStatus.Accepted, 1);
            }
        }
        catch (Exception e)
        {
            LogFailed(e, items.Length - done, items.Length, organizationId);
            instruments.Failed(Door, items.Length - done);
            return new Problem(ProblemKinds.Unavailable, "Some events may have been taken and some not. Send the whole request again: what was taken is known and adds nothing.")
            {
                RetryAfter = options.Value.RetryAfterSeconds,
            };
        }

        return Results.Json(new EventResults(results));
    }
}
