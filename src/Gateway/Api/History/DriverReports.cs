using System.Runtime.CompilerServices;
using Fleet.Directory;
using Fleet.Events;
using Fleet.Gateway.Api.Drivers;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Api.Trips;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Subscriptions;
using Fleet.Storage;
using Fleet.Trips;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.History;

/// <summary>
/// A driver's report: sums of the trips that <c>/v1/trips</c> lists and of the events that <c>/v1/events</c> lists for the
/// same driver and range, so that anybody can add them up again.
/// </summary>
internal sealed class DriverReports(
    IFleetDirectory directory, IEventLog log, IGrainFactory grains, TimeProvider time, IOptions<HistoryOptions> options)
{
    public static readonly string[] Filters = ["from", "to"];

    private const int PageRows = 200;
    private const int CallsAtOnce = 16;

    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(7);
    private static readonly string[] Measures = ["Fleet.DriverPerformanceMeasured"];
    private static readonly string[] Incidents = ["Fleet.SafetyDetected"];

    public async Task<IResult> Read(HttpContext context, string driverId)
    {
        var principal = context.GetPrincipal();
        var fields = new QueryFields(context.Request.Query).Only(Filters);
        var range = fields.Range();
        var to = range.To ?? time.GetUtcNow();
        var from = range.From ?? (to.Ticks > DefaultRange.Ticks ? to - DefaultRange : to);
        if (from > to)
            fields.Fail("from", FieldErrorCode.Conflict, "must be before now");
        else if (to - from > TimeSpan.FromDays(options.Value.MaxReportDays))
            fields.Fail("from", FieldErrorCode.Range, $"must be at most {options.Value.MaxReportDays} days before to");
        fields.ThrowIfInvalid();
        if (await DriverEndpoints.Find(grains, principal, driverId) is null)
            return Problem.NotFound("driver");

        var query = new EventQuery { OrganizationId = principal.OrganizationId, DriverId = driverId, Limit = 1, Until = to };
        var (end, begin) = (await Score(query, context.RequestAborted), await Score(query with { Until = from }, context.RequestAborted));
        var report = new DriverReport
        {
            DriverId = driverId,
            From = from,
            To = to,
            Trips = 0,
            DistanceKm = 0,
            UnobservedKm = 0,
            DrivingSeconds = 0,
            MaxSpeedKmh = 0,
            Incidents = await Count(principal, query with { From = from, Limit = PageRows }, context.RequestAborted),
            SafetyScore = end,
            ScoreChange = end is null || begin is null ? null : Math.Round(end.Value - begin.Value, 2),
        };
        await foreach (var trip in Trips(principal, driverId, from, to, context.RequestAborted))
            report = Add(report, trip);

        return Results.Ok(report);
    }

    private static DriverReport Add(DriverReport report, TripSnapshot trip) => report with
    {
        Trips = report.Trips + 1,
        DistanceKm = report.DistanceKm + trip.DistanceKm,
        UnobservedKm = report.UnobservedKm + trip.UnobservedKm,
        DrivingSeconds = report.DrivingSeconds + trip.MovingSeconds,
        MaxSpeedKmh = Math.Max(report.MaxSpeedKmh, trip.MaxSpeedKmh),
    };

    private async IAsyncEnumerable<TripSnapshot> Trips(
        Principal principal,
        string driverId,
        DateTimeOffset from,
        DateTimeOffset to,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var query = new DirectoryQuery
        {
            OrganizationId = principal.OrganizationId,
            Kind = EntityKind.Trip,
            DriverId = driverId,
            From = from,
            Until = to,
            Limit = PageRows,
        };
        DirectoryPage page;
        do
        {
            page = await directory.List(query, cancellationToken);
            foreach (var chunk in page.Entries.Where(e => e.TripStatus is not TripStatus.Planned).Chunk(CallsAtOnce))
            {
                foreach (var trip in await Task.WhenAll(chunk.Select(entry => TripEndpoints.Find(grains, principal, entry.Id))))
                {
                    if (trip is { StartedAt: not null })
                        yield return trip;
                }
            }

            query = query with { After = page.Next };
        }
        while (page.Next is not null);
    }

    private async Task<double?> Score(EventQuery query, CancellationToken cancellationToken)
    {
        var page = await log.Query(query with { Kinds = [.. Measures] }, cancellationToken);
        return page.Events is [DriverPerformanceMeasured measured] ? measured.Driver.SafetyScore : null;
    }

    private async Task<SortedDictionary<string, int>> Count(Principal principal, EventQuery query, CancellationToken cancellationToken)
    {
        var visibility = Visibility.Of(principal);
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        EventPage page;
        do
        {
            page = await log.Query(query with { Kinds = [.. Incidents], VehicleIds = principal.Permissions.VehicleRestrictions }, cancellationToken);
            foreach (var happened in page.Events.OfType<SafetyDetected>())
            {
                if (visibility.Allows(new FeedEvent(happened, default)))
                    counts[happened.Type] = counts.GetValueOrDefault(happened.Type) + 1;
            }

            query = query with { After = page.Next };
        }
        while (page.Next is not null);

        return counts;
    }
}
