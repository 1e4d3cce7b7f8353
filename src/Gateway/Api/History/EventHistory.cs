using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Events;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Subscriptions;
using Fleet.Safety;
using Fleet.Storage;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.History;

/// <summary>Logged events other than locations, in the form that the streaming socket sends them in, without their offset.</summary>
internal sealed class EventHistory(IEventLog log, IOptions<HistoryOptions> options)
{
    public static readonly string[] Filters = ["vehicle_id", "driver_id", "trip_id", "channels", "types", "severity", "from", "to", "format"];

    private const int MaxTypes = 32;
    private const int PageRows = 1_000;

    /// <summary>Notices are on the channel of the event that they are about.</summary>
    private const string Superseded = "Fleet.EventSuperseded";

    /// <summary>What each channel has of the log.</summary>
    private static readonly (string Channel, string Kind)[] Kinds =
    [
        ("safety_events", "Fleet.SafetyDetected"),
        ("trip_updates", "Fleet.TripChanged"),
        ("driver_performance", "Fleet.DriverPerformanceMeasured"),
        ("driver_compliance", "Fleet.ComplianceWarned"),
        ("custom_events", "Fleet.CustomEventRaised"),
        ("alerts", "Fleet.AlertChanged"),
        ("locations", "Fleet.VehicleStatusChanged"),
        ("safety_events", Superseded),
        ("trip_updates", Superseded),
    ];

    public async Task<IResult> Read(HttpContext context)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(
            context, "events", Math.Min(options.Value.DefaultPageSize, options.Value.MaxPageSize), options.Value.MaxPageSize, Filters);
        var fields = new QueryFields(context.Request.Query);
        var (from, to) = fields.Range();
        var kinds = KindsFor(principal, fields);
        var query = new EventQuery
        {
            OrganizationId = principal.OrganizationId,
            Kinds = [.. kinds.Select(k => k.Kind).Distinct()],
            Types = [.. fields.Ids("types", MaxTypes)],
            Severities = [.. fields.Choices<Severity>("severity")],
            VehicleId = fields.Id("vehicle_id"),
            VehicleIds = principal.Permissions.VehicleRestrictions,
            DriverId = fields.Id("driver_id"),
            TripId = fields.Id("trip_id"),
            From = from,
            Until = to,
            After = page.After,
            Limit = PageRows,
        };
        var format = HistoryFormats.Asked(context.Request, fields, geojson: false);
        fields.ThrowIfInvalid();
        if (query.Kinds.IsEmpty)
            return new Problem(ProblemKinds.Forbidden, "The credential's permissions include none of these channels.");

        var limit = format == HistoryFormat.Json || context.Request.Query.ContainsKey("limit") ? page.Limit : (int?)null;
        query = query with { Limit = Math.Min(PageRows, (limit ?? PageRows) + 1) };
        await new RowWriter<FeedEvent>(context, format, Write).Write(
            Shown(Visibility.Of(principal), Channels(kinds), query, context.RequestAborted), limit, e => page.Seal(EventQuery.PlaceOf(e.Event))!);
        return Results.Empty;
    }

    private static EventChannels Channels(IEnumerable<(string Channel, string Kind)> kinds) =>
        kinds.Aggregate(EventChannels.None, (all, k) => StreamingChannels.TryFind(k.Channel, out var channel) ? all | channel : all);

    private static ImmutableArray<(string Channel, string Kind)> KindsFor(Principal principal, QueryFields fields)
    {
        var channels = fields.Ids("channels", Kinds.Length);
        foreach (var unknown in channels.Where(c => !Array.Exists(Kinds, k => k.Channel == c)))
            fields.Fail("channels", FieldErrorCode.Unknown, $"{unknown} is none of {string.Join(", ", Kinds.Select(k => k.Channel).Distinct())}");

        return [.. Kinds.Where(k => principal.MayRead(k.Channel) && (channels.Count == 0 || channels.Contains(k.Channel)))];
    }

    private async IAsyncEnumerable<FeedEvent> Shown(
        Visibility visibility, EventChannels channels, EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await log.Query(query, cancellationToken);
            foreach (var found in page.Events)
            {
                var happened = new FeedEvent(found, default);
                if (visibility.Allows(happened) && (found is not EventSuperseded || (channels & happened.Channel) != 0))
                    yield return happened;
            }

            if (page.Next is null)
                yield break;

            query = query with { After = page.Next };
        }
    }

    private static void Write(Utf8JsonWriter writer, FeedEvent e)
    {
        if (e.Event is not VehicleStatusChanged changed)
        {
            writer.WriteRawValue(StreamingForm.Message.Encode(e), skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, "vehicle_status"u8);
        writer.WriteTime("timestamp"u8, changed.Timestamp);
        writer.WriteIds(changed);
        writer.WriteString("status"u8, WireNames<VehicleStatus>.Of(changed.Status));
        writer.WriteBoolean("removed"u8, changed.Removed);
        writer.WriteString("event_id"u8, changed.EventId);
        writer.WriteEndObject();
    }
}
