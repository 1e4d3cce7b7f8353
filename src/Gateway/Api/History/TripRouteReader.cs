using System.Text.Json;
using Fleet.Gateway.Api.Lists;
using Fleet.Gateway.Api.Problems;
using Fleet.Gateway.Api.Trips;
using Fleet.Gateway.Auth;
using Fleet.Gateway.Json;
using Fleet.Gateway.Protocols.Streaming;
using Fleet.Geography;
using Fleet.Trips;
using Fleet.Vehicles;
using Microsoft.Extensions.Options;

namespace Fleet.Gateway.Api.History;

/// <summary>The way of a trip: the good positions of its vehicle from its start to its end, late ones too.</summary>
internal sealed class TripRouteReader(
    VisiblePositions positions, IGrainFactory grains, IOptions<HistoryOptions> options, IOptions<VehicleOptions> vehicles)
{
    public static readonly string[] Filters = ["format"];

    private const string LocationsChannel = "locations";

    public async Task<IResult> Read(HttpContext context, string tripId)
    {
        var principal = context.GetPrincipal();
        var fields = new QueryFields(context.Request.Query).Only(Filters);
        var format = fields.Choice<RouteFormat>("format") ?? RouteFormat.Geojson;
        fields.ThrowIfInvalid();
        if (!principal.MayRead(LocationsChannel))
            return new Problem(ProblemKinds.Forbidden, $"The credential's permissions do not include {LocationsChannel}.");

        if (await TripEndpoints.Find(grains, principal, tripId) is not { } trip)
            return Problem.NotFound("trip");

        var points = await Points(principal, trip, context.RequestAborted);
        if (points.Count > options.Value.MaxRoutePoints)
            return new Problem(ProblemKinds.Conflict, $"The route has more than {options.Value.MaxRoutePoints} points. Stream /v1/vehicles/{trip.Plan.VehicleId}/positions instead.");

        if (format == RouteFormat.Polyline)
            return Results.Ok(new RoutePolyline(tripId, trip.Plan.VehicleId, "polyline", Polyline.Precision, points.Count, Polyline.Encode(points.Select(p => p.Place))));

        context.Response.ContentType = HistoryFormats.Geojson;
        await using (var writer = new Utf8JsonWriter(context.Response.BodyWriter))
            Write(writer, trip, points);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    /// <summary>Bound: MaxRoutePoints and one, 32 bytes each.</summary>
    private async Task<List<RoutePoint>> Points(Principal principal, TripSnapshot trip, CancellationToken cancellationToken)
    {
        var points = new List<RoutePoint>();
        var end = trip.EndedAt > trip.LastPositionAt ? trip.EndedAt : trip.LastPositionAt;
        if (trip.StartedAt is not { } start || end is not { } last)
            return points;

        var sequence = new SequenceState();
        await foreach (var row in positions.Shown(principal, trip.Plan.VehicleId, start, last.AddMilliseconds(1), late: true, cancellationToken))
        {
            if (PositionSequencer.Take(sequence, row.Position, vehicles.Value) is not (SequenceOutcome.Good or SequenceOutcome.Relocated))
                continue;

            points.Add(new RoutePoint(new GeoPoint(row.Position.Latitude, row.Position.Longitude), row.Position.Timestamp));
            if (points.Count > options.Value.MaxRoutePoints)
                break;
        }

        return points;
    }

    /// <summary>RFC 7946. A LineString has at least two points: one is a Point, none is no geometry.</summary>
    private static void Write(Utf8JsonWriter writer, TripSnapshot trip, List<RoutePoint> points)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Feature"u8);
        writer.WritePropertyName("geometry"u8);
        WriteGeometry(writer, points);
        writer.WriteStartObject("properties"u8);
        writer.WriteString("trip_id"u8, trip.TripId);
        writer.WriteString("vehicle_id"u8, trip.Plan.VehicleId);
        writer.WriteKnown("driver_id"u8, trip.DriverId);
        writer.WriteString("status"u8, WireNames<TripStatus>.Of(trip.Status));
        writer.WriteNumber("distance_km"u8, trip.DistanceKm);
        writer.WriteStartArray("times"u8);
        foreach (var point in points)
            writer.WriteTimeValue(point.At);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteGeometry(Utf8JsonWriter writer, List<RoutePoint> points)
    {
        if (points.Count == 0)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("type"u8, points.Count == 1 ? "Point"u8 : "LineString"u8);
        writer.WritePropertyName("coordinates"u8);
        if (points.Count > 1)
            writer.WriteStartArray();
        foreach (var (place, _) in points)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(place.Longitude);
            writer.WriteNumberValue(place.Latitude);
            writer.WriteEndArray();
        }

        if (points.Count > 1)
            writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
