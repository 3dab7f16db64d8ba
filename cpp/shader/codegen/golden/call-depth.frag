#version 300 es
// SPDX-FileCopyrightText: The soft-webgl2 authors
// SPDX-License-Identifier: MIT
precision highp float; precision highp int;
// main and 255 functions that call one another, which is the longest chain: of each, its type, and where the frame is that
// it hands on, from ACTIVE_FRAME_SP. No two lie in one place, and none is written to the stack pointer.
in vec4 a; out vec4 o;
float f0(float x[5]) { x[4] *= x[0]; return x[4]; }
float f1(float x[5]) { x[1] += 1.0; return f0(x) + x[2]; }
float f2(float x[5]) { x[2] += 1.0; return f1(x) + x[3]; }
float f3(float x[5]) { x[3] += 1.0; return f2(x) + x[4]; }
float f4(float x[5]) { x[4] += 1.0; return f3(x) + x[0]; }
float f5(float x[5]) { x[0] += 1.0; return f4(x) + x[1]; }
float f6(float x[5]) { x[1] += 1.0; return f5(x) + x[2]; }
float f7(float x[5]) { x[2] += 1.0; return f6(x) + x[3]; }
float f8(float x[5]) { x[3] += 1.0; return f7(x) + x[4]; }
float f9(float x[5]) { x[4] += 1.0; return f8(x) + x[0]; }
float f10(float x[5]) { x[0] += 1.0; return f9(x) + x[1]; }
float f11(float x[5]) { x[1] += 1.0; return f10(x) + x[2]; }
float f12(float x[5]) { x[2] += 1.0; return f11(x) + x[3]; }
float f13(float x[5]) { x[3] += 1.0; return f12(x) + x[4]; }
float f14(float x[5]) { x[4] += 1.0; return f13(x) + x[0]; }
float f15(float x[5]) { x[0] += 1.0; return f14(x) + x[1]; }
float f16(float x[5]) { x[1] += 1.0; return f15(x) + x[2]; }
float f17(float x[5]) { x[2] += 1.0; return f16(x) + x[3]; }
float f18(float x[5]) { x[3] += 1.0; return f17(x) + x[4]; }
float f19(float x[5]) { x[4] += 1.0; return f18(x) + x[0]; }
float f20(float x[5]) { x[0] += 1.0; return f19(x) + x[1]; }
float f21(float x[5]) { x[1] += 1.0; return f20(x) + x[2]; }
float f22(float x[5]) { x[2] += 1.0; return f21(x) + x[3]; }
float f23(float x[5]) { x[3] += 1.0; return f22(x) + x[4]; }
float f24(float x[5]) { x[4] += 1.0; return f23(x) + x[0]; }
float f25(float x[5]) { x[0] += 1.0; return f24(x) + x[1]; }
float f26(float x[5]) { x[1] += 1.0; return f25(x) + x[2]; }
float f27(float x[5]) { x[2] += 1.0; return f26(x) + x[3]; }
float f28(float x[5]) { x[3] += 1.0; return f27(x) + x[4]; }
float f29(float x[5]) { x[4] += 1.0; return f28(x) + x[0]; }
float f30(float x[5]) { x[0] += 1.0; return f29(x) + x[1]; }
float f31(float x[5]) { x[1] += 1.0; return f30(x) + x[2]; }
float f32(float x[5]) { x[2] += 1.0; return f31(x) + x[3]; }
float f33(float x[5]) { x[3] += 1.0; return f32(x) + x[4]; }
float f34(float x[5]) { x[4] += 1.0; return f33(x) + x[0]; }
float f35(float x[5]) { x[0] += 1.0; return f34(x) + x[1]; }
float f36(float x[5]) { x[1] += 1.0; return f35(x) + x[2]; }
float f37(float x[5]) { x[2] += 1.0; return f36(x) + x[3]; }
float f38(float x[5]) { x[3] += 1.0; return f37(x) + x[4]; }
float f39(float x[5]) { x[4] += 1.0; return f38(x) + x[0]; }
float f40(float x[5]) { x[0] += 1.0; return f39(x) + x[1]; }
float f41(float x[5]) { x[1] += 1.0; return f40(x) + x[2]; }
float f42(float x[5]) { x[2] += 1.0; return f41(x) + x[3]; }
float f43(float x[5]) { x[3] += 1.0; return f42(x) + x[4]; }
float f44(float x[5]) { x[4] += 1.0; return f43(x) + x[0]; }
float f45(float x[5]) { x[0] += 1.0; return f44(x) + x[1]; }
float f46(float x[5]) { x[1] += 1.0; return f45(x) + x[2]; }
float f47(float x[5]) { x[2] += 1.0; return f46(x) + x[3]; }
float f48(float x[5]) { x[3] += 1.0; return f47(x) + x[4]; }
float f49(float x[5]) { x[4] += 1.0; return f48(x) + x[0]; }
float f50(float x[5]) { x[0] += 1.0; return f49(x) + x[1]; }
float f51(float x[5]) { x[1] += 1.0; return f50(x) + x[2]; }
float f52(float x[5]) { x[2] += 1.0; return f51(x) + x[3]; }
float f53(float x[5]) { x[3] += 1.0; return f52(x) + x[4]; }
float f54(float x[5]) { x[4] += 1.0; return f53(x) + x[0]; }
float f55(float x[5]) { x[0] += 1.0; return f54(x) + x[1]; }
float f56(float x[5]) { x[1] += 1.0; return f55(x) + x[2]; }
float f57(float x[5]) { x[2] += 1.0; return f56(x) + x[3]; }
float f58(float x[5]) { x[3] += 1.0; return f57(x) + x[4]; }
float f59(float x[5]) { x[4] += 1.0; return f58(x) + x[0]; }
float f60(float x[5]) { x[0] += 1.0; return f59(x) + x[1]; }
float f61(float x[5]) { x[1] += 1.0; return f60(x) + x[2]; }
float f62(float x[5]) { x[2] += 1.0; return f61(x) + x[3]; }
float f63(float x[5]) { x[3] += 1.0; return f62(x) + x[4]; }
float f64(float x[5]) { x[4] += 1.0; return f63(x) + x[0]; }
float f65(float x[5]) { x[0] += 1.0; return f64(x) + x[1]; }
float f66(float x[5]) { x[1] += 1.0; return f65(x) + x[2]; }
float f67(float x[5]) { x[2] += 1.0; return f66(x) + x[3]; }
float f68(float x[5]) { x[3] += 1.0; return f67(x) + x[4]; }
float f69(float x[5]) { x[4] += 1.0; return f68(x) + x[0]; }
float f70(float x[5]) { x[0] += 1.0; return f69(x) + x[1]; }
float f71(float x[5]) { x[1] += 1.0; return f70(x) + x[2]; }
float f72(float x[5]) { x[2] += 1.0; return f71(x) + x[3]; }
float f73(float x[5]) { x[3] += 1.0; return f72(x) + x[4]; }
float f74(float x[5]) { x[4] += 1.0; return f73(x) + x[0]; }
float f75(float x[5]) { x[0] += 1.0; return f74(x) + x[1]; }
float f76(float x[5]) { x[1] += 1.0; return f75(x) + x[2]; }
float f77(float x[5]) { x[2] += 1.0; return f76(x) + x[3]; }
float f78(float x[5]) { x[3] += 1.0; return f77(x) + x[4]; }
float f79(float x[5]) { x[4] += 1.0; return f78(x) + x[0]; }
float f80(float x[5]) { x[0] += 1.0; return f79(x) + x[1]; }
float f81(float x[5]) { x[1] += 1.0; return f80(x) + x[2]; }
float f82(float x[5]) { x[2] += 1.0; return f81(x) + x[3]; }
float f83(float x[5]) { x[3] += 1.0; return f82(x) + x[4]; }
float f84(float x[5]) { x[4] += 1.0; return f83(x) + x[0]; }
float f85(float x[5]) { x[0] += 1.0; return f84(x) + x[1]; }
float f86(float x[5]) { x[1] += 1.0; return f85(x) + x[2]; }
float f87(float x[5]) { x[2] += 1.0; return f86(x) + x[3]; }
float f88(float x[5]) { x[3] += 1.0; return f87(x) + x[4]; }
float f89(float x[5]) { x[4] += 1.0; return f88(x) + x[0]; }
float f90(float x[5]) { x[0] += 1.0; return f89(x) + x[1]; }
float f91(float x[5]) { x[1] += 1.0; return f90(x) + x[2]; }
float f92(float x[5]) { x[2] += 1.0; return f91(x) + x[3]; }
float f93(float x[5]) { x[3] += 1.0; return f92(x) + x[4]; }
float f94(float x[5]) { x[4] += 1.0; return f93(x) + x[0]; }
float f95(float x[5]) { x[0] += 1.0; return f94(x) + x[1]; }
float f96(float x[5]) { x[1] += 1.0; return f95(x) + x[2]; }
float f97(float x[5]) { x[2] += 1.0; return f96(x) + x[3]; }
float f98(float x[5]) { x[3] += 1.0; return f97(x) + x[4]; }
float f99(float x[5]) { x[4] += 1.0; return f98(x) + x[0]; }
float f100(float x[5]) { x[0] += 1.0; return f99(x) + x[1]; }
float f101(float x[5]) { x[1] += 1.0; return f100(x) + x[2]; }
float f102(float x[5]) { x[2] += 1.0; return f101(x) + x[3]; }
float f103(float x[5]) { x[3] += 1.0; return f102(x) + x[4]; }
float f104(float x[5]) { x[4] += 1.0; return f103(x) + x[0]; }
float f105(float x[5]) { x[0] += 1.0; return f104(x) + x[1]; }
float f106(float x[5]) { x[1] += 1.0; return f105(x) + x[2]; }
float f107(float x[5]) { x[2] += 1.0; return f106(x) + x[3]; }
float f108(float x[5]) { x[3] += 1.0; return f107(x) + x[4]; }
float f109(float x[5]) { x[4] += 1.0; return f108(x) + x[0]; }
float f110(float x[5]) { x[0] += 1.0; return f109(x) + x[1]; }
float f111(float x[5]) { x[1] += 1.0; return f110(x) + x[2]; }
float f112(float x[5]) { x[2] += 1.0; return f111(x) + x[3]; }
float f113(float x[5]) { x[3] += 1.0; return f112(x) + x[4]; }
float f114(float x[5]) { x[4] += 1.0; return f113(x) + x[0]; }
float f115(float x[5]) { x[0] += 1.0; return f114(x) + x[1]; }
float f116(float x[5]) { x[1] += 1.0; return f115(x) + x[2]; }
float f117(float x[5]) { x[2] += 1.0; return f116(x) + x[3]; }
float f118(float x[5]) { x[3] += 1.0; return f117(x) + x[4]; }
float f119(float x[5]) { x[4] += 1.0; return f118(x) + x[0]; }
float f120(float x[5]) { x[0] += 1.0; return f119(x) + x[1]; }
float f121(float x[5]) { x[1] += 1.0; return f120(x) + x[2]; }
float f122(float x[5]) { x[2] += 1.0; return f121(x) + x[3]; }
float f123(float x[5]) { x[3] += 1.0; return f122(x) + x[4]; }
float f124(float x[5]) { x[4] += 1.0; return f123(x) + x[0]; }
float f125(float x[5]) { x[0] += 1.0; return f124(x) + x[1]; }
float f126(float x[5]) { x[1] += 1.0; return f125(x) + x[2]; }
float f127(float x[5]) { x[2] += 1.0; return f126(x) + x[3]; }
float f128(float x[5]) { x[3] += 1.0; return f127(x) + x[4]; }
float f129(float x[5]) { x[4] += 1.0; return f128(x) + x[0]; }
float f130(float x[5]) { x[0] += 1.0; return f129(x) + x[1]; }
float f131(float x[5]) { x[1] += 1.0; return f130(x) + x[2]; }
float f132(float x[5]) { x[2] += 1.0; return f131(x) + x[3]; }
float f133(float x[5]) { x[3] += 1.0; return f132(x) + x[4]; }
float f134(float x[5]) { x[4] += 1.0; return f133(x) + x[0]; }
float f135(float x[5]) { x[0] += 1.0; return f134(x) + x[1]; }
float f136(float x[5]) { x[1] += 1.0; return f135(x) + x[2]; }
float f137(float x[5]) { x[2] += 1.0; return f136(x) + x[3]; }
float f138(float x[5]) { x[3] += 1.0; return f137(x) + x[4]; }
float f139(float x[5]) { x[4] += 1.0; return f138(x) + x[0]; }
float f140(float x[5]) { x[0] += 1.0; return f139(x) + x[1]; }
float f141(float x[5]) { x[1] += 1.0; return f140(x) + x[2]; }
float f142(float x[5]) { x[2] += 1.0; return f141(x) + x[3]; }
float f143(float x[5]) { x[3] += 1.0; return f142(x) + x[4]; }
float f144(float x[5]) { x[4] += 1.0; return f143(x) + x[0]; }
float f145(float x[5]) { x[0] += 1.0; return f144(x) + x[1]; }
float f146(float x[5]) { x[1] += 1.0; return f145(x) + x[2]; }
float f147(float x[5]) { x[2] += 1.0; return f146(x) + x[3]; }
float f148(float x[5]) { x[3] += 1.0; return f147(x) + x[4]; }
float f149(float x[5]) { x[4] += 1.0; return f148(x) + x[0]; }
float f150(float x[5]) { x[0] += 1.0; return f149(x) + x[1]; }
float f151(float x[5]) { x[1] += 1.0; return f150(x) + x[2]; }
float f152(float x[5]) { x[2] += 1.0; return f151(x) + x[3]; }
float f153(float x[5]) { x[3] += 1.0; return f152(x) + x[4]; }
float f154(float x[5]) { x[4] += 1.0; return f153(x) + x[0]; }
float f155(float x[5]) { x[0] += 1.0; return f154(x) + x[1]; }
float f156(float x[5]) { x[1] += 1.0; return f155(x) + x[2]; }
float f157(float x[5]) { x[2] += 1.0; return f156(x) + x[3]; }
float f158(float x[5]) { x[3] += 1.0; return f157(x) + x[4]; }
float f159(float x[5]) { x[4] += 1.0; return f158(x) + x[0]; }
float f160(float x[5]) { x[0] += 1.0; return f159(x) + x[1]; }
float f161(float x[5]) { x[1] += 1.0; return f160(x) + x[2]; }
float f162(float x[5]) { x[2] += 1.0; return f161(x) + x[3]; }
float f163(float x[5]) { x[3] += 1.0; return f162(x) + x[4]; }
float f164(float x[5]) { x[4] += 1.0; return f163(x) + x[0]; }
float f165(float x[5]) { x[0] += 1.0; return f164(x) + x[1]; }
float f166(float x[5]) { x[1] += 1.0; return f165(x) + x[2]; }
float f167(float x[5]) { x[2] += 1.0; return f166(x) + x[3]; }
float f168(float x[5]) { x[3] += 1.0; return f167(x) + x[4]; }
float f169(float x[5]) { x[4] += 1.0; return f168(x) + x[0]; }
float f170(float x[5]) { x[0] += 1.0; return f169(x) + x[1]; }
float f171(float x[5]) { x[1] += 1.0; return f170(x) + x[2]; }
float f172(float x[5]) { x[2] += 1.0; return f171(x) + x[3]; }
float f173(float x[5]) { x[3] += 1.0; return f172(x) + x[4]; }
float f174(float x[5]) { x[4] += 1.0; return f173(x) + x[0]; }
float f175(float x[5]) { x[0] += 1.0; return f174(x) + x[1]; }
float f176(float x[5]) { x[1] += 1.0; return f175(x) + x[2]; }
float f177(float x[5]) { x[2] += 1.0; return f176(x) + x[3]; }
float f178(float x[5]) { x[3] += 1.0; return f177(x) + x[4]; }
float f179(float x[5]) { x[4] += 1.0; return f178(x) + x[0]; }
float f180(float x[5]) { x[0] += 1.0; return f179(x) + x[1]; }
float f181(float x[5]) { x[1] += 1.0; return f180(x) + x[2]; }
float f182(float x[5]) { x[2] += 1.0; return f181(x) + x[3]; }
float f183(float x[5]) { x[3] += 1.0; return f182(x) + x[4]; }
float f184(float x[5]) { x[4] += 1.0; return f183(x) + x[0]; }
float f185(float x[5]) { x[0] += 1.0; return f184(x) + x[1]; }
float f186(float x[5]) { x[1] += 1.0; return f185(x) + x[2]; }
float f187(float x[5]) { x[2] += 1.0; return f186(x) + x[3]; }
float f188(float x[5]) { x[3] += 1.0; return f187(x) + x[4]; }
float f189(float x[5]) { x[4] += 1.0; return f188(x) + x[0]; }
float f190(float x[5]) { x[0] += 1.0; return f189(x) + x[1]; }
float f191(float x[5]) { x[1] += 1.0; return f190(x) + x[2]; }
float f192(float x[5]) { x[2] += 1.0; return f191(x) + x[3]; }
float f193(float x[5]) { x[3] += 1.0; return f192(x) + x[4]; }
float f194(float x[5]) { x[4] += 1.0; return f193(x) + x[0]; }
float f195(float x[5]) { x[0] += 1.0; return f194(x) + x[1]; }
float f196(float x[5]) { x[1] += 1.0; return f195(x) + x[2]; }
float f197(float x[5]) { x[2] += 1.0; return f196(x) + x[3]; }
float f198(float x[5]) { x[3] += 1.0; return f197(x) + x[4]; }
float f199(float x[5]) { x[4] += 1.0; return f198(x) + x[0]; }
float f200(float x[5]) { x[0] += 1.0; return f199(x) + x[1]; }
float f201(float x[5]) { x[1] += 1.0; return f200(x) + x[2]; }
float f202(float x[5]) { x[2] += 1.0; return f201(x) + x[3]; }
float f203(float x[5]) { x[3] += 1.0; return f202(x) + x[4]; }
float f204(float x[5]) { x[4] += 1.0; return f203(x) + x[0]; }
float f205(float x[5]) { x[0] += 1.0; return f204(x) + x[1]; }
float f206(float x[5]) { x[1] += 1.0; return f205(x) + x[2]; }
float f207(float x[5]) { x[2] += 1.0; return f206(x) + x[3]; }
float f208(float x[5]) { x[3] += 1.0; return f207(x) + x[4]; }
float f209(float x[5]) { x[4] += 1.0; return f208(x) + x[0]; }
float f210(float x[5]) { x[0] += 1.0; return f209(x) + x[1]; }
float f211(float x[5]) { x[1] += 1.0; return f210(x) + x[2]; }
float f212(float x[5]) { x[2] += 1.0; return f211(x) + x[3]; }
float f213(float x[5]) { x[3] += 1.0; return f212(x) + x[4]; }
float f214(float x[5]) { x[4] += 1.0; return f213(x) + x[0]; }
float f215(float x[5]) { x[0] += 1.0; return f214(x) + x[1]; }
float f216(float x[5]) { x[1] += 1.0; return f215(x) + x[2]; }
float f217(float x[5]) { x[2] += 1.0; return f216(x) + x[3]; }
float f218(float x[5]) { x[3] += 1.0; return f217(x) + x[4]; }
float f219(float x[5]) { x[4] += 1.0; return f218(x) + x[0]; }
float f220(float x[5]) { x[0] += 1.0; return f219(x) + x[1]; }
float f221(float x[5]) { x[1] += 1.0; return f220(x) + x[2]; }
float f222(float x[5]) { x[2] += 1.0; return f221(x) + x[3]; }
float f223(float x[5]) { x[3] += 1.0; return f222(x) + x[4]; }
float f224(float x[5]) { x[4] += 1.0; return f223(x) + x[0]; }
float f225(float x[5]) { x[0] += 1.0; return f224(x) + x[1]; }
float f226(float x[5]) { x[1] += 1.0; return f225(x) + x[2]; }
float f227(float x[5]) { x[2] += 1.0; return f226(x) + x[3]; }
float f228(float x[5]) { x[3] += 1.0; return f227(x) + x[4]; }
float f229(float x[5]) { x[4] += 1.0; return f228(x) + x[0]; }
float f230(float x[5]) { x[0] += 1.0; return f229(x) + x[1]; }
float f231(float x[5]) { x[1] += 1.0; return f230(x) + x[2]; }
float f232(float x[5]) { x[2] += 1.0; return f231(x) + x[3]; }
float f233(float x[5]) { x[3] += 1.0; return f232(x) + x[4]; }
float f234(float x[5]) { x[4] += 1.0; return f233(x) + x[0]; }
float f235(float x[5]) { x[0] += 1.0; return f234(x) + x[1]; }
float f236(float x[5]) { x[1] += 1.0; return f235(x) + x[2]; }
float f237(float x[5]) { x[2] += 1.0; return f236(x) + x[3]; }
float f238(float x[5]) { x[3] += 1.0; return f237(x) + x[4]; }
float f239(float x[5]) { x[4] += 1.0; return f238(x) + x[0]; }
float f240(float x[5]) { x[0] += 1.0; return f239(x) + x[1]; }
float f241(float x[5]) { x[1] += 1.0; return f240(x) + x[2]; }
float f242(float x[5]) { x[2] += 1.0; return f241(x) + x[3]; }
float f243(float x[5]) { x[3] += 1.0; return f242(x) + x[4]; }
float f244(float x[5]) { x[4] += 1.0; return f243(x) + x[0]; }
float f245(float x[5]) { x[0] += 1.0; return f244(x) + x[1]; }
float f246(float x[5]) { x[1] += 1.0; return f245(x) + x[2]; }
float f247(float x[5]) { x[2] += 1.0; return f246(x) + x[3]; }
float f248(float x[5]) { x[3] += 1.0; return f247(x) + x[4]; }
float f249(float x[5]) { x[4] += 1.0; return f248(x) + x[0]; }
float f250(float x[5]) { x[0] += 1.0; return f249(x) + x[1]; }
float f251(float x[5]) { x[1] += 1.0; return f250(x) + x[2]; }
float f252(float x[5]) { x[2] += 1.0; return f251(x) + x[3]; }
float f253(float x[5]) { x[3] += 1.0; return f252(x) + x[4]; }
float f254(float x[5]) { x[4] += 1.0; return f253(x) + x[0]; }
void main() { float x[5]; for (int i = 0; i < 5; i++) x[i] = a[i & 3]; o = vec4(f254(x)); }
// wasm
// func f0(budgetAddress: i32, x: i32) -> v128, i32
// func f1(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 20320 - 20400
// func f2(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 20240 - 20400
// func f3(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 20160 - 20400
// func f4(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 20080 - 20400
// func f5(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 20000 - 20400
// func f6(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19920 - 20400
// func f7(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19840 - 20400
// func f8(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19760 - 20400
// func f9(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19680 - 20400
// func f10(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19600 - 20400
// func f11(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19520 - 20400
// func f12(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19440 - 20400
// func f13(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19360 - 20400
// func f14(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19280 - 20400
// func f15(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19200 - 20400
// func f16(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19120 - 20400
// func f17(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 19040 - 20400
// func f18(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18960 - 20400
// func f19(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18880 - 20400
// func f20(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18800 - 20400
// func f21(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18720 - 20400
// func f22(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18640 - 20400
// func f23(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18560 - 20400
// func f24(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18480 - 20400
// func f25(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18400 - 20400
// func f26(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18320 - 20400
// func f27(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18240 - 20400
// func f28(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18160 - 20400
// func f29(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18080 - 20400
// func f30(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 18000 - 20400
// func f31(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17920 - 20400
// func f32(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17840 - 20400
// func f33(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17760 - 20400
// func f34(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17680 - 20400
// func f35(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17600 - 20400
// func f36(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17520 - 20400
// func f37(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17440 - 20400
// func f38(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17360 - 20400
// func f39(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17280 - 20400
// func f40(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17200 - 20400
// func f41(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17120 - 20400
// func f42(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 17040 - 20400
// func f43(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16960 - 20400
// func f44(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16880 - 20400
// func f45(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16800 - 20400
// func f46(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16720 - 20400
// func f47(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16640 - 20400
// func f48(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16560 - 20400
// func f49(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16480 - 20400
// func f50(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16400 - 20400
// func f51(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16320 - 20400
// func f52(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16240 - 20400
// func f53(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16160 - 20400
// func f54(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16080 - 20400
// func f55(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 16000 - 20400
// func f56(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15920 - 20400
// func f57(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15840 - 20400
// func f58(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15760 - 20400
// func f59(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15680 - 20400
// func f60(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15600 - 20400
// func f61(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15520 - 20400
// func f62(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15440 - 20400
// func f63(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15360 - 20400
// func f64(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15280 - 20400
// func f65(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15200 - 20400
// func f66(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15120 - 20400
// func f67(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 15040 - 20400
// func f68(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14960 - 20400
// func f69(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14880 - 20400
// func f70(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14800 - 20400
// func f71(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14720 - 20400
// func f72(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14640 - 20400
// func f73(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14560 - 20400
// func f74(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14480 - 20400
// func f75(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14400 - 20400
// func f76(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14320 - 20400
// func f77(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14240 - 20400
// func f78(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14160 - 20400
// func f79(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14080 - 20400
// func f80(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 14000 - 20400
// func f81(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13920 - 20400
// func f82(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13840 - 20400
// func f83(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13760 - 20400
// func f84(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13680 - 20400
// func f85(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13600 - 20400
// func f86(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13520 - 20400
// func f87(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13440 - 20400
// func f88(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13360 - 20400
// func f89(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13280 - 20400
// func f90(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13200 - 20400
// func f91(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13120 - 20400
// func f92(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 13040 - 20400
// func f93(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12960 - 20400
// func f94(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12880 - 20400
// func f95(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12800 - 20400
// func f96(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12720 - 20400
// func f97(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12640 - 20400
// func f98(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12560 - 20400
// func f99(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12480 - 20400
// func f100(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12400 - 20400
// func f101(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12320 - 20400
// func f102(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12240 - 20400
// func f103(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12160 - 20400
// func f104(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12080 - 20400
// func f105(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 12000 - 20400
// func f106(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11920 - 20400
// func f107(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11840 - 20400
// func f108(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11760 - 20400
// func f109(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11680 - 20400
// func f110(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11600 - 20400
// func f111(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11520 - 20400
// func f112(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11440 - 20400
// func f113(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11360 - 20400
// func f114(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11280 - 20400
// func f115(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11200 - 20400
// func f116(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11120 - 20400
// func f117(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 11040 - 20400
// func f118(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10960 - 20400
// func f119(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10880 - 20400
// func f120(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10800 - 20400
// func f121(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10720 - 20400
// func f122(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10640 - 20400
// func f123(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10560 - 20400
// func f124(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10480 - 20400
// func f125(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10400 - 20400
// func f126(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10320 - 20400
// func f127(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10240 - 20400
// func f128(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10160 - 20400
// func f129(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10080 - 20400
// func f130(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 10000 - 20400
// func f131(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9920 - 20400
// func f132(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9840 - 20400
// func f133(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9760 - 20400
// func f134(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9680 - 20400
// func f135(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9600 - 20400
// func f136(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9520 - 20400
// func f137(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9440 - 20400
// func f138(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9360 - 20400
// func f139(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9280 - 20400
// func f140(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9200 - 20400
// func f141(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9120 - 20400
// func f142(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 9040 - 20400
// func f143(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8960 - 20400
// func f144(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8880 - 20400
// func f145(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8800 - 20400
// func f146(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8720 - 20400
// func f147(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8640 - 20400
// func f148(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8560 - 20400
// func f149(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8480 - 20400
// func f150(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8400 - 20400
// func f151(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8320 - 20400
// func f152(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8240 - 20400
// func f153(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8160 - 20400
// func f154(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8080 - 20400
// func f155(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 8000 - 20400
// func f156(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7920 - 20400
// func f157(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7840 - 20400
// func f158(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7760 - 20400
// func f159(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7680 - 20400
// func f160(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7600 - 20400
// func f161(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7520 - 20400
// func f162(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7440 - 20400
// func f163(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7360 - 20400
// func f164(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7280 - 20400
// func f165(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7200 - 20400
// func f166(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7120 - 20400
// func f167(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 7040 - 20400
// func f168(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6960 - 20400
// func f169(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6880 - 20400
// func f170(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6800 - 20400
// func f171(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6720 - 20400
// func f172(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6640 - 20400
// func f173(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6560 - 20400
// func f174(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6480 - 20400
// func f175(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6400 - 20400
// func f176(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6320 - 20400
// func f177(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6240 - 20400
// func f178(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6160 - 20400
// func f179(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6080 - 20400
// func f180(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 6000 - 20400
// func f181(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5920 - 20400
// func f182(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5840 - 20400
// func f183(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5760 - 20400
// func f184(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5680 - 20400
// func f185(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5600 - 20400
// func f186(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5520 - 20400
// func f187(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5440 - 20400
// func f188(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5360 - 20400
// func f189(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5280 - 20400
// func f190(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5200 - 20400
// func f191(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5120 - 20400
// func f192(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 5040 - 20400
// func f193(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4960 - 20400
// func f194(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4880 - 20400
// func f195(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4800 - 20400
// func f196(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4720 - 20400
// func f197(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4640 - 20400
// func f198(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4560 - 20400
// func f199(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4480 - 20400
// func f200(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4400 - 20400
// func f201(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4320 - 20400
// func f202(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4240 - 20400
// func f203(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4160 - 20400
// func f204(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4080 - 20400
// func f205(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 4000 - 20400
// func f206(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3920 - 20400
// func f207(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3840 - 20400
// func f208(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3760 - 20400
// func f209(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3680 - 20400
// func f210(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3600 - 20400
// func f211(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3520 - 20400
// func f212(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3440 - 20400
// func f213(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3360 - 20400
// func f214(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3280 - 20400
// func f215(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3200 - 20400
// func f216(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3120 - 20400
// func f217(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 3040 - 20400
// func f218(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2960 - 20400
// func f219(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2880 - 20400
// func f220(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2800 - 20400
// func f221(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2720 - 20400
// func f222(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2640 - 20400
// func f223(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2560 - 20400
// func f224(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2480 - 20400
// func f225(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2400 - 20400
// func f226(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2320 - 20400
// func f227(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2240 - 20400
// func f228(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2160 - 20400
// func f229(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2080 - 20400
// func f230(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 2000 - 20400
// func f231(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1920 - 20400
// func f232(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1840 - 20400
// func f233(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1760 - 20400
// func f234(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1680 - 20400
// func f235(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1600 - 20400
// func f236(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1520 - 20400
// func f237(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1440 - 20400
// func f238(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1360 - 20400
// func f239(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1280 - 20400
// func f240(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1200 - 20400
// func f241(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1120 - 20400
// func f242(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 1040 - 20400
// func f243(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 960 - 20400
// func f244(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 880 - 20400
// func f245(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 800 - 20400
// func f246(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 720 - 20400
// func f247(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 640 - 20400
// func f248(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 560 - 20400
// func f249(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 480 - 20400
// func f250(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 400 - 20400
// func f251(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 320 - 20400
// func f252(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 240 - 20400
// func f253(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 160 - 20400
// func f254(budgetAddress: i32, x: i32) -> v128, i32
//   hands on a frame at 80 - 20400
// main
//   hands on a frame at 0 - 20400
