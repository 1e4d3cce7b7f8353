using System.Collections.Immutable;
using Fleet.Events;

namespace Fleet.Traffic;

/// <summary>What a camera tells.</summary>
internal static class CameraEvents
{
    public static TrafficFlowMeasured Flow(
        string organizationId, CameraDefinition camera, ImmutableArray<string> zones, Detection detection, double freeFlowKmh, FlowMinute? closes) => new()
    {
        EventId = EventIds.For(camera.CameraId, detection.Timestamp, "traffic_flow"),
        OrganizationId = organizationId,
        Timestamp = detection.Timestamp,
        SubjectId = camera.CameraId,
        Place = camera.Location,
        ZoneIds = zones,
        Intensity = detection.Intensity,
        AverageSpeedKmh = detection.AverageSpeedKmh,
        VehicleTypes = detection.VehicleTypes,
        Occupancy = detection.Occupancy,
        Level = SpeedRatio.LevelOf(detection.AverageSpeedKmh, camera.FreeFlowKmh ?? freeFlowKmh, detection.Occupancy),
        PeriodSeconds = detection.PeriodSeconds,
        Closes = closes,
    };

    public static CameraStatusChanged Status(
        string organizationId, CameraState state, ImmutableArray<string> zones, DateTimeOffset at, bool differs, bool removed = false, FlowMinute? closes = null) => new()
    {
        EventId = EventIds.For(state.Definition!.CameraId, at, "camera_status", state.StatusChanges.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        OrganizationId = organizationId,
        Timestamp = at,
        SubjectId = state.Definition.CameraId,
        Place = state.Definition.Location,
        ZoneIds = zones,
        Status = state.Status,
        LastFrame = state.LastFrame,
        Health = state.Health,
        Differs = differs,
        Removed = removed,
        Closes = closes,
    };

    public static CameraFlow ForZones(CameraDefinition camera, TrafficFlowMeasured flow) => new()
    {
        CameraId = camera.CameraId,
        Timestamp = flow.Timestamp,
        VehiclesPerMinute = flow.Intensity * 60 / flow.PeriodSeconds,
        SpeedKmh = flow.AverageSpeedKmh,
        Occupancy = flow.Occupancy,
        Road = camera.Road,
        FreeFlowKmh = camera.FreeFlowKmh,
    };
}
