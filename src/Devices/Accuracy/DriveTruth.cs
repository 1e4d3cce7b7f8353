namespace Fleet.Devices.Accuracy;

/// <summary>What is known of one drive.</summary>
/// <param name="Number">1 … 19.</param>
/// <param name="Kilometres">The sum of its distance_miles.</param>
/// <param name="Complete">False where its beginning was cut off or a part is missing, so that the box's own running distance is longer.</param>
internal readonly record struct DriveTruth(int Number, double Kilometres, bool Complete);
