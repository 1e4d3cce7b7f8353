using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Fleet.Storage.Postgres;

/// <summary>
/// Rows in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"): a header, per row the number of
/// fields and each field's length and big-endian bytes, a trailer. Written by hand into one buffer, which leaves in one
/// piece: no call and no await per field.
/// </summary>
internal sealed class CopyRows : IDisposable
{
    /// <summary>PostgreSQL counts microseconds from the year 2000.</summary>
    private const long EpochTicks = 630822816000000000;

    private readonly PooledBuffer _buffer = new(64 * 1024);

    public CopyRows()
    {
        // Signature, flags, length of the header's extension.
        _buffer.Write((ReadOnlySpan<byte>)[0x50, 0x47, 0x43, 0x4F, 0x50, 0x59, 0x0A, 0xFF, 0x0D, 0x0A, 0x00]);
        Int32(0);
        Int32(0);
    }

    public ReadOnlyMemory<byte> Bytes => _buffer.Written;

    public void StartRow(int fields) => Int16((short)fields);

    public void Null() => Int32(-1);

    public void Text(string? value)
    {
        if (value is null)
        {
            Null();
            return;
        }

        var bytes = Encoding.UTF8.GetByteCount(value);
        Int32(bytes);
        Encoding.UTF8.GetBytes(value, _buffer.GetSpan(bytes));
        _buffer.Advance(bytes);
    }

    public void Binary(ReadOnlySpan<byte> value)
    {
        Int32(value.Length);
        _buffer.Write(value);
    }

    public void Timestamp(DateTimeOffset value) => Long((value.UtcTicks - EpochTicks) / TimeSpan.TicksPerMicrosecond);

    public void Long(long value)
    {
        Int32(8);
        BinaryPrimitives.WriteInt64BigEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    public void Int(int value)
    {
        Int32(4);
        Int32(value);
    }

    public void Short(short value)
    {
        Int32(2);
        Int16(value);
    }

    public void Double(double? value)
    {
        if (value is { } number)
            Long(BitConverter.DoubleToInt64Bits(number));
        else
            Null();
    }

    public void Boolean(bool? value)
    {
        if (value is { } flag)
            Binary([flag ? (byte)1 : (byte)0]);
        else
            Null();
    }

    public void Complete() => Int16(-1);

    public void Dispose() => _buffer.Dispose();

    private void Int16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.GetSpan(2), value);
        _buffer.Advance(2);
    }

    private void Int32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.GetSpan(4), value);
        _buffer.Advance(4);
    }
}
