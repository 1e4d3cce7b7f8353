namespace Fleet.Devices.Accuracy;

/// <summary>The box's low, med and high; our low, medium, and high or critical.</summary>
internal enum Level
{
    Low,
    Medium,
    High,
}
