namespace Fleet.Devices.Accuracy;

/// <summary>F1 over all levels with one constant changed.</summary>
internal sealed record SensitivityRow(string Constant, double Shipped, double Recorded, double Turned, double Gps, double Gyroscope)
{
    public SensitivityRow Worse(SensitivityRow other) => this with
    {
        Recorded = Math.Min(Recorded, other.Recorded),
        Turned = Math.Min(Turned, other.Turned),
        Gps = Math.Min(Gps, other.Gps),
        Gyroscope = Math.Min(Gyroscope, other.Gyroscope),
    };
}
