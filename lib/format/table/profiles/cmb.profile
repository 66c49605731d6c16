# China Merchants Bank, 交易查询 of the corporate internet bank.
# formats.md 3: the header is in row 5 or 12 of a sheet, 36 columns; 冲账标志 *
# is a reversal (X a correction).
format   cmb
title    China Merchants Bank, transactions
variants sheet or csv, header in row 5 or 12, 36 columns
layout   csv
order    oldest-first

label  账号|查询账号                           account
label  账户名称|账号名称                       ignore
label  币种                                    currency
label  起止日期|查询日期|交易日期              period

column 账号                                    account optional
column 账号名称                                ignore
column 币种                                    currency optional
column 交易日                                  day
column 交易时间                                time optional
column 起息日                                  ignore
column 交易类型                                remark optional
column 借方金额                                debit
column 贷方金额                                credit
column 余额                                    balance
column 摘要                                    remark
column 流水号                                  serial
column 流程实例号                              ignore
column 业务名称                                remark optional
column 用途                                    remark optional
column 业务参考号                              ref optional
column 业务摘要                                remark optional
column 其它摘要                                remark optional
column 收(付)方分行名                          ignore
column 收(付)方名称                            name
column 收(付)方账号                            counter-account
column 收(付)方开户行行号                      ignore
column 收(付)方开户行名                        ignore
column 收(付)方开户行地址                      ignore
column 母(子)公司账号分行名                    ignore
column 母(子)公司账号                          ignore
column 母(子)公司名称                          ignore
column 信息标志                                ignore
column 有否附件信息                            ignore
column 冲账标志                                flag optional return=*
column 扩展摘要                                remark optional
column 交易分析码                              ignore
column 票据号                                  ignore
column 商务支付订单号                          remark optional
column 内部编号                                ignore
column 公司一卡通号                            ignore
junk   合计 本页合计
