namespace Fleet.Devices.Accuracy;

/// <summary>One event that the car's own box found: the ground truth.</summary>
internal readonly record struct HarshLabel(int Drive, DateTimeOffset Time, Level Level);
