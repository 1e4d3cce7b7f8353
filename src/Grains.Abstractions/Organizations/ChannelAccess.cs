namespace Fleet.Organizations;

/// <summary>S0's permission per channel.</summary>
public enum ChannelAccess
{
    Read,
    AdminOnly,
    None,
}
