namespace Fleet.Organizations;

/// <summary>S0's permission per channel. The attribute lets Orleans' own JSON storage read a dictionary of it.</summary>
[GenerateSerializer, Alias("Fleet.ChannelAccess")]
public enum ChannelAccess
{
    Read,
    AdminOnly,
    None,
}
