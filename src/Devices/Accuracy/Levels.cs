namespace Fleet.Devices.Accuracy;

internal static class Levels
{
    public static Level OfLabel(string category) => category switch
    {
        "low" => Level.Low,
        "med" => Level.Medium,
        "high" => Level.High,
        _ => throw new Traces.TraceException($"'{category}' is not a level of this data set"),
    };

    public static Level OfSeverity(string severity) => severity switch
    {
        "low" => Level.Low,
        "medium" => Level.Medium,
        _ => Level.High,
    };
}
