namespace Fleet.Safety;

/// <summary>Names of safety events on the wire (S0, S1).</summary>
public static class SafetyTypes
{
    public const string HarshBraking = "harsh_braking";

    public const string HarshAcceleration = "harsh_acceleration";

    public const string HarshCornering = "harsh_cornering";

    public const string Speeding = "speeding";

    public const string Idling = "idling";

    public const string LowFuel = "low_fuel";

    public const string PanicButton = "panic_button";

    public const string CrashDetection = "crash_detection";

    public const string PhoneUsage = "phone_usage";

    public const string Breakdown = "breakdown";

    public const string Fuel = "fuel";
}
