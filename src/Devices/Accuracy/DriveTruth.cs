namespace Fleet.Devices.Accuracy;

/// <summary>What is known of one drive.</summary>
/// <param name="Number">1 … 19.</param>
/// <param name="Kilometres">The sum of its distance_miles: the way of the seconds that are in the data.</param>
/// <param name="HoleKilometres">What lies between the fixes on either side of missing seconds, in a straight line; the sum leaves it out.</param>
/// <param name="HasBeginning">False where its first part was cut off or its running distance is longer than its sum.</param>
internal readonly record struct DriveTruth(int Number, double Kilometres, double HoleKilometres, bool HasBeginning)
{
    /// <summary>Nothing worth mentioning is missing: neither the beginning nor more than 100 m in holes.</summary>
    public bool IsComplete => HasBeginning && HoleKilometres <= 0.1;
}
