namespace Fleet.Traffic;

public enum CameraStatus
{
    /// <summary>Nothing arrived for as long as a camera may be silent, or ever.</summary>
    Inactive,

    Active,
}
