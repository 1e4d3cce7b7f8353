using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Fleet.Gateway.Api.History;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Gateway.Protocols.Traffic;
using Fleet.Gateway.Subscriptions;
using Fleet.Storage;
using Fleet.Traffic;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>
/// What happened on the roads, the newest first, as the socket told it, without offsets. Of a camera's flow the minutes; among the others, where it
/// is asked for, the measure that closed each minute.
/// </summary>
internal sealed class TrafficHistory(IEventLog log, IOptions<HistoryOptions> options)
{
    public static readonly string[] Filters = ["channels", "id", "from", "to", "format"];
    public static readonly string[] FlowFilters = ["from", "to", "format"];

    private const int PageRows = 1_000;

    private static readonly (string Channel, string Kind)[] Kinds =
    [
        (TrafficChannels.Flow, "Fleet.TrafficFlowMeasured"),
        (TrafficChannels.Accidents, "Fleet.AccidentChanged"),
        (TrafficChannels.Congestion, "Fleet.CongestionChanged"),
        (TrafficChannels.Weather, "Fleet.WeatherMeasured"),
        (TrafficChannels.Weather, "Fleet.WeatherAlerted"),
        (TrafficChannels.AirQuality, "Fleet.AirQualityMeasured"),
        (TrafficChannels.Cameras, "Fleet.CameraStatusChanged"),
        (TrafficChannels.Alerts, "Fleet.TrafficAlertRaised"),
    ];

    public async Task<IResult> Events(HttpContext context)
    {
        var principal = context.GetPrincipal();
        var fields = new QueryFields(context.Request.Query);
        var channels = fields.Ids("channels", Kinds.Length);
        foreach (var unknown in channels.Where(c => !Array.Exists(Kinds, k => k.Channel == c)))
        {
            fields.Fail("channels", FieldErrorCode.Unknown, $"{unknown} is none of {string.Join(", ", Kinds.Select(k => k.Channel).Distinct())}");
        }

        ImmutableArray<string> kinds =
        [
            .. Kinds.Where(k => Auth.PrincipalAccess.MayRead(principal, k.Channel) && (channels.Count == 0 ? k.Channel != TrafficChannels.Flow : channels.Contains(k.Channel))).Select(k => k.Kind),
        ];
        return await Read(context, "traffic", Filters, fields, kinds, fields.Id("id"), static (writer, e) => TrafficForm.Write(writer, e, snapshot: false));
    }

    public Task<IResult> Flow(HttpContext context, string cameraId) => Read(
        context,
        "flow/" + cameraId,
        FlowFilters,
        new QueryFields(context.Request.Query),
        ["Fleet.TrafficFlowMeasured", "Fleet.CameraStatusChanged"],
        cameraId,
        WriteMinute);

    private async Task<IResult> Read(
        HttpContext context, string list, string[] filters, QueryFields fields, ImmutableArray<string> kinds, string? subject, Action<Utf8JsonWriter, FeedEvent> write)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(context, list, Math.Min(options.Value.DefaultPageSize, options.Value.MaxPageSize), options.Value.MaxPageSize, filters);
        var (from, to) = fields.Range();
        var format = HistoryFormats.Asked(context.Request, fields, geojson: false);
        fields.ThrowIfInvalid();
        if (kinds.IsEmpty)
            return new Problem(ProblemKinds.Forbidden, "The credential's permissions include none of these channels.");

        var limit = format == HistoryFormat.Json || context.Request.Query.ContainsKey("limit") ? page.Limit : (int?)null;
        var query = new EventQuery
        {
            OrganizationId = principal.OrganizationId,
            Kinds = kinds,
            SubjectId = subject,
            OfSubjects = true,
            From = from,
            Until = to,
            After = page.After,
            Limit = Math.Min(PageRows, (limit ?? PageRows) + 1),
        };
        var shown = Shown(Visibility.OfPlaces(principal), minutes: write == WriteMinute, query, context.RequestAborted);
        await new RowWriter<FeedEvent>(context, format, write).Write(shown, limit, e => page.Seal(EventQuery.PlaceOf(e.Event))!);
        return Results.Empty;
    }

    private async IAsyncEnumerable<FeedEvent> Shown(
        Visibility visibility, bool minutes, EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await log.Query(query, cancellationToken);
            foreach (var found in page.Events)
            {
                var happened = new FeedEvent(found, default);
                if (visibility.Allows(happened) && found is not TrafficFlowMeasured { Closes: null } && (!minutes || MinuteOf(happened) is not null))
                    yield return happened;
            }

            if (page.Next is null)
                yield break;

            query = query with { After = page.Next };
        }
    }

    private static FlowMinute? MinuteOf(FeedEvent e) =>
        e.Event switch { TrafficFlowMeasured flow => flow.Closes, CameraStatusChanged status => status.Closes, _ => null };

    private static void WriteMinute(Utf8JsonWriter writer, FeedEvent e)
    {
        var minute = MinuteOf(e)!;
        writer.WriteStartObject();
        writer.WriteTime("start"u8, minute.Start);
        writer.WriteNumber("samples"u8, minute.Samples);
        writer.WriteNumber("vehicles"u8, minute.Vehicles);
        writer.WriteKnown("average_speed"u8, minute.AverageSpeedKmh is { } speed ? Math.Round(speed, 2) : null);
        writer.WriteKnown("occupancy"u8, minute.Occupancy is { } share ? Math.Round(share, 4) : null);
        writer.WriteEndObject();
    }
}
