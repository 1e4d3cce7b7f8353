namespace Fleet.Devices.Accuracy;

/// <summary>What is known of one drive.</summary>
/// <param name="Number">1 … 19.</param>
/// <param name="Kilometres">The sum of its distance_miles: the way of the seconds that are in the data.</param>
/// <param name="IsComplete">False where its first part was cut off or its running distance is longer than its sum.</param>
internal readonly record struct DriveTruth(int Number, double Kilometres, bool IsComplete);
