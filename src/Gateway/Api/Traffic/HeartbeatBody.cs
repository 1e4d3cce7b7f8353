using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Traffic;

namespace Fleet.Gateway.Api.Traffic;

/// <summary>A camera's sign of life, in the shape of cameras.status' data.</summary>
public sealed record HeartbeatBody
{
    [Description("When the camera had its newest picture; now where absent.")]
    public DateTimeOffset? LastFrame { get; init; }

    [Description("{connectivity, image_quality: excellent, good, fair or poor; fps 0 … 1000}. What is absent stays as it was.")]
    public CameraHealth? Health { get; init; }

    internal static (DateTimeOffset? LastFrame, CameraHealth? Health) Read(JsonFields fields, TrafficReading reading)
    {
        DateTimeOffset? frame = fields.Has("last_frame") && !fields.IsNull("last_frame") ? reading.Time(fields, "last_frame") : null;
        return fields.Object("health") is { } health
            ? (frame, new CameraHealth(health.Choice<HealthGrade>("connectivity"), health.Choice<HealthGrade>("image_quality"), health.Number("fps", 0, 1_000)))
            : (frame, null);
    }
}
