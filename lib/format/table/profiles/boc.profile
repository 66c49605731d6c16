# Bank of China, corporate internet banking, 历史交易明细 (HISQRY).
# formats.md 3: label rows in Chinese and English, 38 columns, a TAB after each
# text, amounts with a sign; the other side is the payer of a 来账 and the payee
# of a 往账.  The block of labels may come again for another account.
format   boc
title    Bank of China, transaction history (HISQRY)
variants csv or |-text of the internet bank; Chinese or bilingual headers; several accounts a file
layout   csv pipe
order    oldest-first

label  查询账号                                account
label  总笔数                                  count
label  借方发生总笔数                          debit-count
label  借方发生总额                            debit-sum
label  贷方发生总笔数                          credit-count
label  贷方发生总额                            credit-sum
label  查询时间范围                            period

column 交易类型                                side in=来账 out=往账
column 业务类型                                remark optional fee=收费
column 付款人开户行号|付款人开户行行号         ignore
column 付款人开户行名|付款人开户行名称         ignore
column 付款人账号                              payer-account
column 付款人名称                              payer-name
column 收款人开户行行号|收款人开户行号         ignore
column 收款人开户行名|收款人开户行名称         ignore
column 收款人账号                              payee-account
column 收款人名称                              payee-name
column 交易日期                                day
column 交易时间                                time optional
column 交易货币                                currency optional
column 交易金额                                amount signed
column 交易后余额                              balance
column 起息日期                                ignore
column 汇率                                    ignore
column 交易流水号                              serial optional
column 客户申请号                              ref optional
column 客户业务编号                            remark optional
column 凭证类型                                ignore
column 凭证号码                                ignore
column 记录标识号                              ignore
column 摘要                                    remark optional
column 用途                                    remark optional
column 交易附言                                remark optional
column 备注                                    remark optional
column 预留项1                                 ignore
column 预留项2                                 ignore
column 预留项3                                 ignore
column 名义付款人开户行行号|名义付款人开户行号 ignore
column 名义付款人开户行名                      ignore
column 名义付款人账号                          ignore
column 名义付款人名称                          ignore
column 名义收款人开户行号|名义收款人开户行行号 ignore
column 名义收款人开户行名                      ignore
column 名义收款人账号                          ignore
column 名义收款人名称                          ignore
junk   本页合计 合计
