using System.Globalization;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Api.Vehicles;
using Fleet.Gateway.Json;
using Fleet.Storage;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.History;

/// <summary>A vehicle's stored positions, and what they come to.</summary>
internal sealed class VehicleHistory(
    VisiblePositions positions, IGrainFactory grains, TimeProvider time, IOptions<HistoryOptions> options, IOptions<VehicleOptions> vehicles)
{
    public static readonly string[] PositionFilters = ["from", "to", "late", "format"];

    public static readonly string[] MetricsFilters = ["range", "from", "to"];

    private const string DefaultRange = "1h";

    public async Task<IResult> Positions(HttpContext context, string vehicleId)
    {
        var principal = context.GetPrincipal();
        var page = PageRequest.Read(
            context, "positions/" + vehicleId, Math.Min(options.Value.DefaultPageSize, options.Value.MaxPageSize), options.Value.MaxPageSize, PositionFilters);
        var fields = new QueryFields(context.Request.Query);
        var (from, to) = fields.Range();
        var late = fields.Flag("late", otherwise: true);
        var format = HistoryFormats.Asked(context.Request, fields, geojson: true);
        fields.ThrowIfInvalid();
        if (await VehicleEndpoints.Find(grains, principal, vehicleId) is null)
            return Problem.NotFound("vehicle");

        var behind = page.After is { } after ? PlaceOf(after) : from;
        var limit = format == HistoryFormat.Json || context.Request.Query.ContainsKey("limit") ? page.Limit : (int?)null;
        var writer = new RowWriter<LoggedPosition>(context, format, (json, row) =>
        {
            if (format == HistoryFormat.Geojson)
                PositionJson.WriteFeature(json, vehicleId, row);
            else
                PositionJson.Write(json, vehicleId, row);
        });
        await writer.Write(
            positions.Shown(principal, vehicleId, behind, to, late, context.RequestAborted),
            limit,
            row => page.Seal(row.Position.Timestamp.UtcTicks.ToString(CultureInfo.InvariantCulture))!);
        return Results.Empty;
    }

    public async Task<IResult> Metrics(HttpContext context, string vehicleId)
    {
        var principal = context.GetPrincipal();
        var fields = new QueryFields(context.Request.Query).Only(MetricsFilters);
        var (from, to) = Range(fields);
        fields.ThrowIfInvalid();
        if (await VehicleEndpoints.Find(grains, principal, vehicleId) is null)
            return Problem.NotFound("vehicle");

        var figures = await positions.Fold(principal, vehicleId, from, to, vehicles.Value, context.RequestAborted);
        return Results.Ok(VehicleMetrics.Of(vehicleId, from, to, figures));
    }

    private (DateTimeOffset From, DateTimeOffset To) Range(QueryFields fields)
    {
        var now = time.GetUtcNow();
        var (from, to) = fields.Range();
        var range = fields.Text("range");
        if (range is not null && from is not null)
            fields.Fail("range", FieldErrorCode.Conflict, "give either range or from");

        var end = to ?? now;
        if (from is null)
        {
            if (!RangeText.TryRead(range ?? DefaultRange, out var length))
                fields.Fail("range", FieldErrorCode.Format, "must be a number of m, h or d, for example 15m, 1h or 7d");
            else if (end.Ticks > length.Ticks)
                from = end - length;
        }

        if (end - (from ?? end) > TimeSpan.FromDays(options.Value.MaxMetricsDays))
            fields.Fail(range is null ? "from" : "range", FieldErrorCode.Range, $"must be at most {options.Value.MaxMetricsDays} days");
        else if (from > end)
            fields.Fail("from", FieldErrorCode.Conflict, "must be before now");

        return (from ?? end, end);
    }

    /// <summary>Just behind the row that a page ended with.</summary>
    private static DateTimeOffset PlaceOf(string cursor) =>
        new DateTimeOffset(long.Parse(cursor, CultureInfo.InvariantCulture), TimeSpan.Zero).AddTicks(TimeSpan.TicksPerMicrosecond);
}
