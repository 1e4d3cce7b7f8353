namespace Fleet.Devices.Accuracy;

/// <summary>A figure that was asked for, and what came out.</summary>
/// <param name="What">In words.</param>
/// <param name="Asked">The bound, in words.</param>
/// <param name="Measured">In words.</param>
/// <param name="Missing">By how much it is missed, in words; null where it is met.</param>
internal sealed record Goal(string What, string Asked, string Measured, string? Missing)
{
    public static Goal AtLeast(string what, double bound, double measured, string format) => new(
        what, "≥ " + Text(bound, format), Text(measured, format), measured >= bound ? null : Text(bound - measured, format));

    public static Goal AtMost(string what, double bound, double measured, string format) => new(
        what, "≤ " + Text(bound, format), Text(measured, format), measured <= bound ? null : Text(measured - bound, format));

    private static string Text(double value, string format) => value.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
}
